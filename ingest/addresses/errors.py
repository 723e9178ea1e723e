"""What can go wrong with an address? It is none, it is not allowed, or what is there cannot be had."""

from __future__ import annotations

from typing import Final

from ingest.addresses.telling import shown_address
from ingest.errors import IngestError
from ontology.errors import UsageProblem

SETTING: Final = "GONGJIAN_SOURCES"


class NotAnAddress(UsageProblem):
    """Text that cannot be used as an address or as a prefix of the allow list."""

    def __init__(self, text: str, cause_zh: str, cause_en: str) -> None:
        shown = shown_address(text)
        super().__init__(
            f"地址 {shown} 不能用（{cause_zh}）：请写成 https://主机/目录/文件 这样的完整地址",
            f"the address {shown} cannot be used ({cause_en}): write it in full, as https://host/folder/file",
            address=shown,
        )


class AddressNotAllowed(UsageProblem):
    """An address under none of the allowed prefixes."""

    status = 403

    def __init__(self, address: str, allowed: tuple[str, ...]) -> None:
        shown = shown_address(address)
        listed = " ".join(allowed)
        now_zh = f"现在允许的是 {listed}" if allowed else "现在不允许读取任何远程地址"
        now_en = f"allowed now: {listed}" if allowed else "no remote address is allowed now"
        super().__init__(
            f"不允许读取 {shown}：{now_zh}。确需读取时，请管理员把它的前缀加进设置 {SETTING}（空格分隔）后重新启动，或先下载再导入文件",
            f"{shown} may not be read: {now_en}. If it is needed, have its prefix added to the setting {SETTING} "
            "(separated by blanks) and start again, or download the file and ingest that",
            address=shown,
            allowed=list(allowed),
            setting=SETTING,
        )


class AddressFailed(IngestError):
    """What is at an allowed address cannot be had: not reached, refused, too big, too slow, or moved elsewhere.

    ``transient`` says whether trying again later can help.
    """

    def __init__(self, address: str, zh: str, en: str, *, transient: bool = False) -> None:
        shown = shown_address(address)
        super().__init__(f"地址 {shown} 没有读到：{zh}", f"{shown} could not be read: {en}", address=shown)
        self.transient = transient
