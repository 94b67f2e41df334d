from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from pipeline.config import Settings
from pipeline.errors import TranslationError
from pipeline.translate import engines


def test_an_empty_environment_gives_the_defaults() -> None:
    settings = Settings.from_environment({})
    assert (settings.target, settings.device, settings.beam, settings.compute) == ("en", "cpu", 0, "int8")
    assert settings.packages == Path.home() / ".local/share/argos-translate/packages"
    assert settings.cache.name == "exonym"
    assert settings.index.startswith("https://")


def test_every_variable_is_read() -> None:
    settings = Settings.from_environment(
        {
            "EXONYM_CACHE": "/c",
            "ARGOS_PACKAGES_DIR": "/p",
            "ARGOS_PACKAGE_INDEX": "https://example.org/",
            "ARGOS_DEVICE_TYPE": "cuda",
            "ARGOS_BEAM_SIZE": "2",
            "ARGOS_INTER_THREADS": "3",
            "ARGOS_INTRA_THREADS": "5",
            "ARGOS_COMPUTE_TYPE": "float32",
            "EXONYM_ENGINE": "libretranslate",
            "EXONYM_ENGINE_URL": "http://127.0.0.1:5000",
            "EXONYM_ENGINE_MODEL": "/m",
            "EXONYM_ENGINE_KEY": "secret",
        }
    )
    assert settings == Settings(
        cache=Path("/c"),
        packages=Path("/p"),
        index="https://example.org/",
        device="cuda",
        beam=2,
        inter_threads=3,
        intra_threads=5,
        compute="float32",
        engine="libretranslate",
        engine_url="http://127.0.0.1:5000",
        engine_model="/m",
        engine_key="secret",
    )


def test_an_empty_variable_is_none() -> None:
    names = ("EXONYM_ENGINE", "EXONYM_ENGINE_URL", "EXONYM_ENGINE_MODEL", "EXONYM_ENGINE_KEY")
    settings = Settings.from_environment(dict.fromkeys(names, ""))
    assert settings.engine == "argos"
    assert settings.engine_url == settings.engine_model == settings.engine_key == ""


def test_the_key_is_not_shown() -> None:
    assert "secret" not in repr(Settings.from_environment({"EXONYM_ENGINE_KEY": "secret"}))


def test_the_engine_named_is_opened_with_its_address() -> None:
    told = {"EXONYM_ENGINE": "libretranslate", "EXONYM_ENGINE_URL": "http://127.0.0.1:9/"}
    engine = engines.opened(Settings.from_environment(told))
    assert engine.name == "libretranslate"
    with pytest.raises(TranslationError, match=r"127\.0\.0\.1:9"):
        engine.translate(["Bom dia."], "pt", "en")


def test_packages_lie_where_argos_keeps_them() -> None:
    assert Settings.from_environment({"XDG_DATA_HOME": "/x"}).packages == Path("/x/argos-translate/packages")
    both = {"XDG_DATA_HOME": "/x", "ARGOS_PACKAGES_DIR": "/p"}
    assert Settings.from_environment(both).packages == Path("/p")


@pytest.mark.parametrize("beam", ["", "0", "-1", "many", "2.5", "²"])
def test_a_number_that_is_none_is_the_default(beam: str) -> None:
    assert Settings.from_environment({"ARGOS_BEAM_SIZE": beam}).beam == 0


def test_no_threads_leaves_the_choice_to_the_translator() -> None:
    assert Settings.from_environment({"ARGOS_INTRA_THREADS": "0"}).intra_threads == 0


def test_settings_are_read_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EXONYM_CACHE", "/somewhere/else")
    assert Settings.from_environment().cache == Path("/somewhere/else")


def test_settings_do_not_change() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().beam = 1  # type: ignore[misc]
