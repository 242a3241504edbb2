"""Write docs/lifecycle-supervision.md from the tables: `python -m hehuo.programme.supervision.print_lifecycles`."""

import os
from pathlib import Path

PAGE = Path(__file__).resolve().parents[3] / "docs/lifecycle-supervision.md"


def as_markdown() -> str:
    """The page."""
    from hehuo.programme.supervision.pages.kinds import KINDS

    head = [
        "# 责任任务、抽查、督查、问题和通报的状态与步骤",
        "",
        "本页由各自的 `lifecycle.py` 生成，请勿手改；重新生成：`python -m hehuo.programme.supervision.print_lifecycles`。",
        "时限除注明“天”的以外都是工作日；除方案写明的以外为市级设定，2018 年文件未规定。不在表内的步骤不能办理，系统会列出可以办理的步骤。",
        "",
    ]
    return "\n".join([*head, *(line for kind in KINDS.values() for line in kind.course.markdown())])


def main() -> None:
    """Write the page."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hehuo.config.settings.embedded")
    import django

    django.setup()
    PAGE.write_text(as_markdown(), encoding="utf-8")


if __name__ == "__main__":
    main()
