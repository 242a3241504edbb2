"""Make hehuo/desk/static/vendor/icons.svg from an unpacked bootstrap-icons package.

Use: `python script/icon_sprite.py PATH/TO/bootstrap-icons/icons`. Add a name to ICONS, run it, commit the sprite.
"""

import re
import sys
from pathlib import Path

ICONS = """
house grid list people person building door-open briefcase mortarboard clipboard-check clipboard-data graph-up
bar-chart bell check-circle x-circle exclamation-triangle info-circle clock calendar upload download
file-earmark-excel file-earmark-word file-earmark-text printer search filter plus-lg x-lg check-lg pencil eye
eye-slash lock unlock shield-check arrow-left arrow-right arrow-up arrow-down chevron-up chevron-down chevron-left
chevron-right trophy award flag geo-alt map telephone chat gear box-arrow-right box-arrow-up-right
arrow-counterclockwise arrow-repeat list-check hourglass speedometer2 pie-chart diagram-3 journal-text megaphone
cash-coin tree truck shop hospital book heart star hand-thumbs-up camera paperclip trash three-dots
question-circle person-check person-x house-check house-x house-heart tools signpost bus-front wifi droplet
lightning circle dash-circle key qr-code phone link-45deg
""".split()
TARGET = Path(__file__).resolve().parents[1] / "hehuo/desk/static/vendor/icons.svg"


def symbol(name: str, source: Path) -> str:
    """One icon file as a <symbol> that inherits the colour of the text."""
    text = source.read_text(encoding="utf-8")
    box = re.search(r'viewBox="([^"]+)"', text)
    body = re.search(r"<svg[^>]*>(.*)</svg>", text, re.DOTALL)
    if box is None or body is None:
        raise SystemExit(f"{source} is not an icon")
    inner = re.sub(r"\s*\n\s*", "", body.group(1)).strip()
    return f'<symbol id="{name}" viewBox="{box.group(1)}" fill="currentColor">{inner}</symbol>'


def main(folder: str) -> None:
    """Write the sprite, icons in alphabetical order."""
    symbols = [symbol(name, Path(folder) / f"{name}.svg") for name in sorted(set(ICONS))]
    TARGET.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n", encoding="utf-8"
    )
    print(f"{len(symbols)} icons in {TARGET.name}, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(sys.argv[1])
