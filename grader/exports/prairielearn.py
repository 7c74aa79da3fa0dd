"""For PrairieLearn: a question that is graded externally, and the image that grades it."""

from __future__ import annotations

import json
import uuid

from markdown_it import MarkdownIt

from grader.exports.bundle import Bundle, Package, below, filled

NAME = "prairielearn"
# So that the same exercise is the same question, however often it is exported.
NAMESPACE = uuid.UUID("6e0f7c3c-3c0b-4a57-9c64-0f9f3a0e5a51")
ENTRYPOINT = "/grade/tests/grade.sh"


def package(bundle: Bundle) -> Package:
    """The folder to be laid into a course: `questions/`, and `image/` to be built once."""
    words, name = bundle.words(), bundle.exercise.name
    question = f"questions/{name}"
    files = {
        f"{question}/info.json": _info(bundle, int(words["seconds"])),
        f"{question}/question.html": filled("prairielearn", "question.html", _page(bundle, words)),
        f"{question}/train.py": bundle.files["train.py"],
        f"{question}/tests/grade.sh": filled("prairielearn", "grade.sh", words),
        **below(f"{question}/tests/{name}", bundle.files),
        "image/Dockerfile": filled("prairielearn", "Dockerfile", words),
        **below("image", bundle.grader),
    }
    notes = filled("prairielearn", "notes", words).decode()
    return Package(files, notes, frozenset({f"{question}/tests/grade.sh"}))


def _info(bundle: Bundle, seconds: int) -> bytes:
    fields = {
        "uuid": str(uuid.uuid5(NAMESPACE, f"{bundle.exercise.name} {bundle.exercise.title}")),
        "title": bundle.exercise.title,
        "topic": bundle.exercise.chapter or "PyTorch",
        "tags": ["gradlings"],
        "type": "v3",
        "singleVariant": True,
        "gradingMethod": "External",
        "externalGradingOptions": {
            "enabled": True,
            "image": bundle.image,
            "entrypoint": ENTRYPOINT,
            "timeout": seconds,
            "enableNetworking": False,
        },
    }
    return f"{json.dumps(fields, indent=2)}\n".encode()


def _page(bundle: Bundle, words: dict[str, str]) -> dict[str, str]:
    """The task as HTML; braces would be the page's own template language."""
    text = bundle.files.get("README.md", b"").decode("utf-8", "replace")
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    task = markdown.render(text).replace("{", "&#123;").replace("}", "&#125;")
    return {**words, "task": task}
