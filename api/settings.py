"""What can be set from the environment? One documented class; no other module reads the environment.

Every setting is ``GONGJIAN_<NAME>``; the address of a Neo4j of one's own keeps the names that other
tools use (``NEO4J_URI``, ``NEO4J_USERNAME``, ``NEO4J_PASSWORD``).
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal, get_args, get_origin

from pydantic import AliasChoices, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from ontology.errors import UsageProblem


def _data() -> Path:
    """`$XDG_DATA_HOME/gongjian` (~/.local/share/gongjian)"""
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") / "gongjian"


def _cache() -> Path:
    """`$XDG_CACHE_HOME/gongjian` (~/.cache/gongjian)"""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "gongjian"


class InvalidSetting(UsageProblem):
    """A setting from the environment has a value that it cannot have."""


class Settings(BaseSettings):
    """All settings, with their defaults."""

    model_config = SettingsConfigDict(
        env_prefix="GONGJIAN_", extra="ignore", frozen=True, env_ignore_empty=True
    )

    home: Path = Field(
        default_factory=_data,
        description="全部状态所在的目录 | the one folder of all state: store, raw files, key, vectors",
    )
    cache: Path = Field(
        default_factory=_cache,
        description="下载内容的缓存目录，可共用 | downloads (engine, model, gazetteer); may be shared between homes",
    )
    port: int = Field(
        default=8765,
        ge=0,
        le=65535,
        description="HTTP 端口，0 为任意空闲端口 | HTTP port, 0 for any free one",
    )
    bolt_port: int = Field(
        default=0,
        ge=0,
        le=65535,
        description="引擎端口，0 为任意空闲端口 | the engine's port, 0 for any free one",
    )
    size: Literal["samples", "100k", "1m"] = Field(
        default="samples", description="引擎内存档位 | how much memory the engine gets: by number of entities"
    )
    model: str | None = Field(
        default=None,
        description="嵌入模型的目录或名称；默认内置 | folder or name of the embedding model; default: the packaged one",
    )
    ontology: Path | None = Field(
        default=None,
        description="另加的本体（Turtle）目录；默认只用自带的 | folder of Turtle files read in addition to the project's own",
    )
    max_file_mb: int = Field(
        default=100, ge=1, le=4096, description="单个输入文件的上限（MB） | largest input file in megabytes"
    )
    sources: str = Field(
        default="",
        description="允许读取的远程地址前缀，空格或逗号分隔，如 https://data.example.gov.cn/lists/；默认不读远程地址 | prefixes of "
        "the remote addresses that may be read, separated by blanks or commas (s3://bucket/lists/ too; private:PREFIX for a "
        "host of the own network); default: none",
    )
    neo4j_uri: str | None = Field(
        default=None,
        validation_alias=AliasChoices("NEO4J_URI"),
        description="使用已有的 Neo4j | use this Neo4j instead of starting one",
    )
    neo4j_username: str = Field(
        default="neo4j",
        validation_alias=AliasChoices("NEO4J_USERNAME", "NEO4J_USER"),
        description="其用户名（也可写作 NEO4J_USER） | its user name (NEO4J_USER is read too)",
    )
    neo4j_password: SecretStr = Field(
        default=SecretStr(""),
        validation_alias=AliasChoices("NEO4J_PASSWORD"),
        description="其密码 | its password",
    )


def read_settings() -> Settings:
    """The settings of this process.

    Raises:
        InvalidSetting: naming the variable, what it holds and what is allowed.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        field = str(first["loc"][0])
        variable = field if field.startswith("NEO4J") else f"GONGJIAN_{field.upper()}"
        found, allowed = str(first["input"])[:80], _allowed(field)
        raise InvalidSetting(
            f"环境变量 {variable} 的值“{found}”无效，可用的是 {allowed}。请改正或取消设置后重试",
            f"environment variable {variable} cannot be {found!r}; allowed: {allowed}. Correct or unset it, then try again",
            setting=variable,
            found=found,
            allowed=allowed,
        ) from error


def _allowed(field: str) -> str:
    """The values that a setting can have, as its annotation says."""
    info = Settings.model_fields[field]
    if get_origin(info.annotation) is Literal:
        return " / ".join(get_args(info.annotation))
    bounds = {
        name: getattr(rule, name) for rule in info.metadata for name in ("ge", "le") if hasattr(rule, name)
    }
    return f"{bounds['ge']}–{bounds['le']}" if len(bounds) == 2 else str(info.annotation)


def variables(field: str) -> list[str]:
    """The environment variables that a setting is read from, the one to use first."""
    alias = Settings.model_fields[field].validation_alias
    if isinstance(alias, AliasChoices):
        return [str(choice) for choice in alias.choices]
    return [f"GONGJIAN_{field.upper()}"]
