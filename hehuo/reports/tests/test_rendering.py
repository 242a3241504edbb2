"""Every paper and pack opened by LibreOffice and drawn: A4, 22 lines × 28 characters, fonts named, nothing personal."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from django.db import transaction
from PIL import Image

from hehuo.kit.testing.world import make_user
from hehuo.org.models import Settlement
from hehuo.org.roles import Role
from hehuo.programme.tests.stage import Stage
from hehuo.reports import fonts, privacy
from hehuo.reports.kinds import kinds
from hehuo.reports.packs.listing import PACKS
from hehuo.reports.paper import CHARACTERS, LINES, Paper, Picture, Table, Text
from hehuo.reports.tests.samples import PARTY, add_ledgers, add_supervision
from hehuo.reports.writers.charts import bars, lines
from hehuo.reports.writers.excel import write_book
from hehuo.reports.writers.pdf import write_pdf
from hehuo.reports.writers.word import write_word

pytestmark = pytest.mark.django_db
LONG = "搬迁群众" * 300
A4 = (595, 842)


def sample() -> Paper:
    """Two full pages of running text, then everything else that a paper may hold."""
    table = Table(
        ["安置点", "得分"], [["幸福家园", "88.5"], ["团结新区", "90.0"]], "得分", [3, 1], ["平均", "89.3"]
    )
    charts = [
        Picture(
            bars([("幸福家园", Decimal("88.5")), ("团结新区", Decimal(90))], Decimal(100)),
            "图 1　各安置点总分",
        ),
        Picture(
            lines(["1月", "2月"], [Decimal(70), Decimal(88)], Decimal(100), need=Decimal(80)),
            "图 2　总分走势",
        ),
    ]
    return Paper(
        "sample", "关于创建工作情况的通报", [Text(LONG), Text("一、总体情况"), Text("（一）进度。"), table, *charts],
        "各县（市、特区、区）指挥部", "六盘水市易地扶贫搬迁工程建设指挥部", date(2018, 7, 5),
        "六盘水市易地扶贫搬迁工程建设指挥部文件", "六盘水易扶指发〔2018〕4号", annexes=["得分表", "名单"], remark="此件公开发布",
        copies_to="市委办公室", office="六盘水市易地扶贫搬迁工程建设指挥部办公室", printed="共印 50 份",
    )  # fmt: skip


def composed() -> tuple[dict[str, Paper], dict[str, bytes]]:
    """Every paper and pack that a finished campaign and a rectification give."""
    stage = Stage()
    add_supervision(stage, stage.at("rewarded"))
    add_ledgers(stage)
    township = make_user("乡镇", Role.TOWNSHIP, stage.world.here.county)
    papers = {}
    for kind in kinds().values():
        for person in (stage.office, stage.county, stage.world.mediator, township):
            record = next(iter(kind.choices(person)), None)
            if record is not None and kind.code not in papers:
                papers[kind.code] = kind.compose(kind.find(person, record.pk), person)
    places = list(Settlement.objects.select_related("county").order_by("code"))
    books = {
        code: write_book(pack.sheets(places[:1] if pack.one_place else places, stage.county), footer="制表")
        for code, pack in PACKS.items()
    }
    return papers, books


@pytest.fixture(scope="module")
def drawn(django_db_setup, django_db_blocker, tmp_path_factory):
    """Folder with every file and its PDF, and the papers behind them; one call of LibreOffice for all."""
    if not shutil.which("soffice") or not shutil.which("pdftotext"):
        pytest.skip("LibreOffice or poppler is missing: script/test installs both")
    folder = tmp_path_factory.mktemp("drawn")
    with django_db_blocker.unblock(), transaction.atomic():
        papers, books = composed()
        transaction.set_rollback(True)
    papers["sample"] = sample()
    for code, paper in papers.items():
        (folder / f"{code}.docx").write_bytes(write_word(paper))
    for code, content in books.items():
        (folder / f"{code}.xlsx").write_bytes(content)
    (folder / "own.pdf").write_bytes(write_pdf(papers["sample"]))
    names = sorted(str(path) for path in folder.iterdir() if path.suffix in (".docx", ".xlsx"))
    command = [
        "soffice",
        f"-env:UserInstallation=file://{folder}/profile",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
    ]
    subprocess.run([*command, *names], check=True, capture_output=True, timeout=240)
    return folder, papers


def text_of(pdf: Path, page: int | None = None) -> str:
    pages = ["-f", str(page), "-l", str(page)] if page else []
    return subprocess.run(
        ["pdftotext", "-layout", *pages, str(pdf), "-"], check=True, capture_output=True, text=True
    ).stdout


def test_every_kind_and_pack_is_drawn(drawn):
    folder, papers = drawn
    made = {path.stem for path in folder.glob("*.pdf")} - {"own", "sample"}
    missing = set(kinds()) - set(papers)
    for code, paper in papers.items():
        words = [
            *paper.texts(),
            *(str(cell) for table in paper.tables() for row in table.lines() for cell in row),
        ]
        assert [word for word in words if "<" in word or "None" in word] == [], code
    assert missing == set()
    assert set(PACKS) | set(papers) - {"sample"} == made
    for pdf in folder.glob("*.pdf"):
        info = subprocess.run(["pdfinfo", str(pdf)], check=True, capture_output=True, text=True).stdout
        size = sorted(round(float(n)) for n in re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", info).groups())
        assert all(abs(is_ - should) <= 1 for is_, should in zip(size, A4, strict=True)), pdf.name
        picture = subprocess.run(
            ["pdftoppm", "-r", "30", "-gray", "-f", "1", "-l", "1", str(pdf)], check=True, capture_output=True
        ).stdout
        dark = sum(Image.open(BytesIO(picture)).histogram()[:128])
        assert dark > 100, f"{pdf.name} is blank"


@pytest.mark.parametrize("name", ["sample", "own"])
def test_a_page_has_22_lines_of_28_characters(drawn, name):
    page = [line.strip() for line in text_of(drawn[0] / f"{name}.pdf", 2).splitlines() if line.strip()]
    body, number = page[:-1], page[-1]
    assert len(body) == LINES
    assert {len(line) for line in body} == {CHARACTERS}
    assert number.replace(" ", "") == "—2—"


def test_fonts_are_named_in_word_and_stand_ins_are_said(drawn, monkeypatch):
    with zipfile.ZipFile(drawn[0] / "sample.docx") as package:
        xml = package.read("word/document.xml").decode() + "".join(
            package.read(name).decode() for name in package.namelist() if "footer" in name
        )
    assert {face.name for face in fonts.FACES} == set(re.findall(r'w:eastAsia="([^"]+)"', xml))
    listed = subprocess.run(
        ["pdffonts", str(drawn[0] / "own.pdf")], check=True, capture_output=True, text=True
    ).stdout
    assert "CJK" in listed or "Fang" in listed
    assert " no " not in listed.splitlines()[2][60:75]
    monkeypatch.setattr(fonts, "installed", lambda: {"Noto Serif CJK SC": "serif.ttc#2"})
    said = fonts.stand_ins()
    assert len(said) == 1
    assert "仿宋" in said[0]
    assert "Noto Serif CJK SC" in said[0]


def test_margins_are_those_of_the_standard(drawn):
    with zipfile.ZipFile(drawn[0] / "sample.docx") as package:
        xml = package.read("word/document.xml").decode()
    margins = {
        side: int(value)
        for side, value in re.findall(r'w:(top|bottom|left|right)="(\d+)"', xml.rpartition("<w:pgMar")[2])
    }
    assert {side: round(value / 1440 * 25.4) for side, value in margins.items()} == {
        "top": 37,
        "bottom": 35,
        "left": 28,
        "right": 26,
    }
    assert 'w:firstLineChars="200"' in xml


def test_nothing_personal_is_in_what_goes_out(drawn):
    folder, papers = drawn
    official = [code for code, paper in papers.items() if code != "sample" and not paper.personal]
    assert len(official) >= 7
    for code in official:
        text = text_of(folder / f"{code}.pdf").replace("\n", "")
        assert not re.search(r"S001-\d{4}|户\d{1,2}\b|1[3-9]\d{9}|\d{17}[\dXx]", text), code
        if kinds()[code].official:
            assert privacy.findings(papers[code]) == [], code


def test_papers_say_what_the_campaign_says(drawn):
    folder, papers = drawn
    decision = text_of(folder / "acceptance_decision.pdf")
    assert "达标" in decision
    assert "六盘水易扶指通" in papers["acceptance_decision"].number
    assert papers["acceptance_application"].number == "县扶指〔2018〕9号"
    assert "签发人" in text_of(folder / "acceptance_application.pdf", 1)
    assert papers["reward_list"].tables()[0].total[4] == "10,000.00"
    assert len(papers["self_assessment"].tables()[1].rows) == 65
    assert "二号广场路灯不亮" in text_of(folder / "bulletin.pdf").replace("\n", "")
    agreement = re.sub(r"\s", "", text_of(folder / "mediation_agreement.pdf"))
    assert PARTY in agreement
    assert "协议涉及金额：1,200.00元" in agreement
    assert "一式3份" in agreement
    assert papers["dividend_statement"].tables()[0].total[2] == "1,234.56"
    assert len([b for b in papers["monthly_report"].blocks if isinstance(b, Picture)]) >= 1
