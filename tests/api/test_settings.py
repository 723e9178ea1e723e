"""Are settings read from the variables that the reference names, and is a wrong one explained?"""

from __future__ import annotations

import pytest

from api.settings import InvalidSetting, Settings, read_settings


@pytest.mark.parametrize(
    ("variable", "value", "allowed"),
    [
        ("GONGJIAN_SIZE", "huge", "samples / 100k / 1m"),
        ("GONGJIAN_PORT", "abc", "0–65535"),
        ("GONGJIAN_PORT", "65536", "0–65535"),
        ("GONGJIAN_MAX_FILE_MB", "0", "1–4096"),
    ],
)
def test_a_wrong_value_is_named_with_what_is_allowed(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, allowed: str
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(InvalidSetting) as error:
        read_settings()
    assert error.value.exit_code == 2
    for text in (error.value.zh, error.value.en):
        assert variable in text
        assert value in text
        assert allowed in text


@pytest.mark.parametrize("variable", ["NEO4J_USERNAME", "NEO4J_USER"])
def test_either_name_of_the_user_is_read(monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    monkeypatch.setenv(variable, "reader")
    assert read_settings().neo4j_username == "reader"


def test_an_empty_variable_is_an_unset_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGJIAN_PORT", "")
    assert read_settings().port == 8765


def test_the_password_is_never_shown() -> None:
    assert "secret-word" not in repr(Settings(NEO4J_PASSWORD="secret-word"))  # type: ignore[call-arg]
