"""Write the state tables in docs/, of ledgers, evidence, campaigns and supervision: `python -m hehuo.desk.print_lifecycles`."""

import os
from collections.abc import Callable
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"
HEAD = """# 各台账的办理步骤

本页由各台账的 `lifecycle.py` 生成，请勿手改；重新生成：`python -m hehuo.desk.print_lifecycles`。
创建活动的步骤见 [lifecycle-campaign.md](lifecycle-campaign.md)。不在表中的步骤，系统拒绝办理并列出可以办理的。
"""


def of_ledgers() -> str:
    """One table per ledger with a life cycle, in menu order."""
    from hehuo.desk.contents import LEDGERS

    parts = [HEAD]
    for ledger in LEDGERS:
        if ledger.lifecycle is None:
            continue
        place = "，".join(word for word in (ledger.section, ledger.item) if word)
        parts.append(f"## {ledger.model._meta.verbose_name}（{place}）\n")
        parts.append("| 从 | 办理 | 到 | 要写原因 | 依据 |\n| --- | --- | --- | --- | --- |")
        for step in ledger.lifecycle.transitions:
            states = ledger.lifecycle.states
            sources = "、".join(str(states[source]) for source in step.sources)
            reason = "是" if step.needs_reason else ""
            parts.append(f"| {sources} | {step.label} | {states[step.target]} | {reason} | {step.clause} |")
        parts.append("")
    return "\n".join(parts)


def pages() -> dict[str, Callable[[], str]]:
    """File of docs/ → what it says."""
    from hehuo.evidence import lifecycle as evidence
    from hehuo.programme import lifecycle as campaigns
    from hehuo.programme.supervision.pages import kinds as supervision

    return {
        "lifecycles.md": of_ledgers,
        "lifecycle-campaign.md": campaigns.as_markdown,
        "lifecycle-evidence.md": evidence.as_markdown,
        "lifecycle-supervision.md": supervision.as_markdown,
    }


def main() -> None:
    """Write the pages."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hehuo.config.settings.embedded")
    import django

    django.setup()
    for name, text in pages().items():
        (DOCS / name).write_text(text(), encoding="utf-8")


if __name__ == "__main__":
    main()
