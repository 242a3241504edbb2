"""Write docs/lifecycle-campaign.md from the table: `python -m hehuo.programme.print_lifecycle`."""

import os
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs/lifecycle-campaign.md"


def main() -> None:
    """Write the page."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hehuo.config.settings.embedded")
    import django

    django.setup()
    from hehuo.programme.lifecycle import as_markdown

    PAGE.write_text(as_markdown(), encoding="utf-8")


if __name__ == "__main__":
    main()
