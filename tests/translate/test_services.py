"""LibreTranslate and chat endpoints, against servers on this machine that speak their protocols."""

from __future__ import annotations

import dataclasses
import json
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from pipeline.config import Settings
from pipeline.errors import NoModelError, TranslationError
from pipeline.translate import services
from pipeline.translate.argos import ArgosTranslator
from pipeline.translate.http import ask
from pipeline.translate.names import carry
from pipeline.translate.services import Chat, LibreTranslate
from tests.server import Asked, Reply, serving

from .test_names import marked

Answer = tuple[int, Any]


class Server:
    """A server whose `answer` is given path and question; `asked` and `keys` are what came."""

    def __init__(self, address: str) -> None:
        self.answer: Callable[[str, Any], Answer] = lambda path, question: (404, {"error": "nothing"})
        self.asked: list[tuple[str, Any]] = []
        self.keys: list[str | None] = []
        self.address = address

    def reply(self, asked: Asked) -> Reply:
        """Answer in JSON, or with bytes as they are."""
        question = json.loads(asked.body) if asked.body else None
        self.asked.append((asked.path, question))
        self.keys.append(asked.headers.get("Authorization"))
        status, answer = self.answer(asked.path, question)
        sent = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        return Reply(sent, status, {"Content-Type": "application/json"})


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as http:
        told = Server(http.address)
        http.otherwise = told.reply
        yield told


LANGUAGES = [
    {"code": "en", "name": "English", "targets": ["en", "pt", "pb"]},
    {"code": "pt", "name": "Portuguese", "targets": ["en", "pt"]},
]


@pytest.fixture
def libre(server: Server, settings: Settings, translator: ArgosTranslator) -> LibreTranslate:
    """A LibreTranslate server that runs the embedded model, as a real one would run the full package."""

    def answer(path: str, question: Any) -> Answer:
        if path == "/languages":
            return 200, LANGUAGES
        assert path == "/translate" and question["format"] == "text"
        if question.get("api_key") != "secret":
            return 403, {"error": "Invalid API key"}
        return 200, {"translatedText": translator.translate(question["q"], question["source"], "en")}

    server.answer = answer
    told = dataclasses.replace(settings, engine_url=server.address + "/", engine_key="secret")
    return LibreTranslate(told)


def test_libretranslate(libre: LibreTranslate, server: Server) -> None:
    assert ("en", "pb") in libre.pairs() and ("pt", "pt") not in libre.pairs()
    assert libre.supports("pt-BR", "en-GB") and not libre.supports("pl", "en")
    assert libre.version("pt", "en") == f"libretranslate/{server.address}/pt-en"
    outputs = libre.translate(["Bom dia.", " ", "O ministro chegou ontem a Lisboa."] * 30, "pt", "en")
    assert outputs[1] == " " and outputs[0].startswith("Good") and "Lisbon" in outputs[89]
    sizes = [len(question["q"]) for path, question in server.asked if path == "/translate"]
    assert sizes == [50, 10]
    with pytest.raises(NoModelError, match="does not translate pl into en"):
        libre.translate(["Tak."], "pl", "en")


def test_names_go_through_libretranslate(libre: LibreTranslate) -> None:
    [carried] = carry([marked("{Zelenski|Volodymyr Zelenskyy} visitou {Kiev|Kyiv}.")], libre, "pt", "en")
    assert carried.text == "Volodymyr Zelenskyy visited Kyiv."


def test_a_refusal_says_what_the_server_said(libre: LibreTranslate, settings: Settings) -> None:
    other = LibreTranslate(dataclasses.replace(settings, engine_url=libre._address))
    with pytest.raises(TranslationError, match="403: Invalid API key") as raised:
        other.translate(["Bom dia."], "pt", "en")
    assert "EXONYM_ENGINE_KEY" in str(raised.value) and "secret" not in str(raised.value)


def test_a_strange_answer_is_told(server: Server, libre: LibreTranslate) -> None:
    libre.pairs()
    for answer in ({"translatedText": ["one"]}, {"translatedText": "one"}, ["x"], b"<html>"):
        server.answer = lambda path, question, answer=answer: (200, answer)  # type: ignore[misc]
        with pytest.raises(TranslationError, match="EXONYM_ENGINE_URL"):
            libre.translate(["a", "b"], "pt", "en")
    server.answer = lambda path, question: (200, [{"code": "pt"}])
    with pytest.raises(TranslationError, match="not what such a server gives"):
        LibreTranslate(Settings(engine_url=server.address)).pairs()


@pytest.mark.parametrize("failure", [(503, {}), (429, {"error": "slow down"}), (0, None)])
def test_a_busy_server_is_asked_again(failure: Answer, server: Server) -> None:
    server.answer = lambda path, question: failure if len(server.asked) < 3 else (200, {"ok": 1})
    assert ask(server.address, {"q": 1}, pause=0.01) == {"ok": 1}
    assert len(server.asked) == 3
    server.answer = lambda path, question: failure
    with pytest.raises(TranslationError, match="did not answer"):
        ask(server.address, pause=0.01)
    assert len(server.asked) == 7


def test_a_server_that_hangs_is_given_up(server: Server) -> None:
    done = threading.Event()
    server.answer = lambda path, question: (200, done.wait(5))
    with pytest.raises(TranslationError, match="timed out"):
        ask(server.address, timeout=0.05, pause=0.01)
    done.set()


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://127.0.0.1:9", "localhost:5000"])
def test_an_address_that_is_none_or_silent(address: str) -> None:
    with pytest.raises(TranslationError, match="EXONYM_ENGINE_URL"):
        ask(address, pause=0.01)


@pytest.fixture
def chat(server: Server, settings: Settings, translator: ArgosTranslator) -> Chat:
    """An OpenAI-compatible endpoint with the embedded model in the place of the large one."""

    def answer(path: str, question: Any) -> Answer:
        assert path == "/v1/chat/completions" and question["model"] == "m" and question["temperature"] == 0
        system, user = question["messages"]
        assert (system["role"], user["role"]) == ("system", "user") and "pt into en" in system["content"]
        [text] = translator.translate([user["content"]], "pt", "en")
        message = {"role": "assistant", "content": f" {text}\n"}
        return 200, {"object": "chat.completion", "choices": [{"index": 0, "message": message}]}

    server.answer = answer
    address = server.address + "/v1"
    return Chat(dataclasses.replace(settings, engine_url=address, engine_model="m", engine_key="secret"))


def test_chat(chat: Chat, server: Server) -> None:
    outputs = chat.translate(["  Bom dia.", "", "O ministro chegou ontem a Lisboa."], "pt", "en")
    assert outputs[0].startswith("  Good") and outputs[1] == "" and "Lisbon" in outputs[2]
    assert set(server.keys) == {"Bearer secret"} and len(server.asked) == 2
    assert chat.version("pt", "en") == f"openai/{server.address}/v1/m"


def test_names_are_in_the_prompt_and_checked(chat: Chat, server: Server) -> None:
    [carried] = carry([marked("{Zelenski|Volodymyr Zelenskyy} visitou {Kiev|Kyiv}.")], chat, "pt", "en")
    assert carried.text == "Volodymyr Zelenskyy visited Kyiv." and carried.how == ("verbatim",) * 2
    [(_, question)] = server.asked
    assert "- Volodymyr Zelenskyy\n- Kyiv" in question["messages"][0]["content"]


def test_chat_without_a_model_or_with_a_strange_answer(server: Server, settings: Settings) -> None:
    with pytest.raises(TranslationError, match="EXONYM_ENGINE_MODEL"):
        Chat(settings)
    engine = Chat(dataclasses.replace(settings, engine_url=server.address, engine_model="m"))
    for answer in ({}, {"choices": []}, {"choices": [{"message": {"content": None}}]}):
        server.answer = lambda path, question, answer=answer: (200, answer)  # type: ignore[misc]
        with pytest.raises(TranslationError, match="not what such a server gives"):
            engine.translate(["Bom dia."], "pt", "en")
    assert server.keys[-1] is None
    assert services.Chat(Settings(engine_model="m", engine_key="k"))._address.startswith("https://")
