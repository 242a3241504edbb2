"""Write docs/importing.md, what may be imported into which ledger: `python -m hehuo.desk.print_importing`."""

import os
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs/importing.md"
HEAD = """# 表格导入

本页由各台账的 `imports.py` 和 `hehuo/desk/print_importing.py` 中的理由生成，请勿手改；重新生成：`python -m hehuo.desk.print_importing`。

## 怎样导入
1. 在台账页点“导入”。可以下载空模板，也可以“下载现有数据”，改好后传回；手头的表列名相近就能用。
2. 上传后先检查，不写入。有一处错误就整批不写入，所有错误一次列出：哪一行、哪一列、怎么改。
3. 核对新增和改动，点“确认写入”。写入后可以整批撤销；之后又改过的记录除外。

“下载现有数据”里每行有“记录编号”，请勿改动。没有改的行不动，清空的格子不改；隐藏的内容（如身份号码）保持原样。要新增就在下面加行，编号留空。
同一条记录怎样认定，看下表“按什么认定”；这些列不能用表格改，请在系统中修改。

命令行：`hehuo import 台账 文件 --user 用户 --settlement 安置点`（只检查；加 `--commit` 才写入）。公交时刻另有通用公交时刻文件（GTFS）的导入导出，见[公交线路](ledgers/bus-lines.md)。

## 可以导入的台账
"""
NO_IMPORT = {
    "data-requests": "本人当面提出，先核验身份，逐件登记。",
    "two-ends": "由入住核查发现并立案，逐户帮扶、回访、销号。",
    "dividends": "一年一批，填利润后由系统分配、公示。",
    "dividend-payments": "由分红批次和流转合同生成，逐笔兑付。",
    "dividend-objections": "公示期内当面受理，逐件答复。",
    "labour-checks": "抽查在手机上逐人核对，不从表格补。",
    "zero-employment": "由系统从就业台账发现，逐户认定、帮扶、销号。",
    "retention-followups": "到节点由系统列出，逐人回访。",
    "training-attendance": "在培训班页面整班勾选。",
    "training-followups": "到节点由系统列出，逐人回访。",
    "attendance": "扫码或当场签到；纸质签到只填人数。",
    "confirmations": "由群众本人确认。",
    "honour-elections": "评比按步骤办理：推荐、评议、公示。",
    "honour-nominations": "推荐须本人书面同意，逐件办理。",
    "honour-juries": "评委按评比登记，须声明回避。",
    "honour-objections": "公示期内受理，逐件答复。",
    "honour-roll": "由评比结果生成，本人可以随时撤下。",
    "covenants": "须经五个法定步骤和表决。",
    "meeting-resolutions": "从会议记录逐项登记，转为任务。",
    "system-documents": "十项制度的正文，逐份登记。",
    "duty-rosters": "一月一张，由系统排班；班次用“值班班次”导入。",
    "mediation-cases": "保密，只在页面由经办人登记。",
    "mediation-sessions": "保密，只在页面由经办人登记。",
    "case-handlers": "保密案件的授权，逐件登记。",
    "zero-case-statements": "一季一份，由负责人签字。",
    "care-children": "儿童信息不批量流转，须监护人同意后逐个登记。",
    "safety-tickets": "由设施设备报修产生，逐张办理。",
    "warnings": "由规则产生，逐件签收办结。",
    "warning-rules": "少量规则，修改须写依据。",
    "questions": "由系统或核查人员提出，单位答复。",
    "required-files": "按清单逐项对照，一个安置点一份。",
    "service-rules": "少量制度正文，逐份登记。",
    "one-time-notices": "在办件上当场告知，逐件登记。",
    "service-ratings": "由办事群众本人评价。",
    "publications": "逐篇撰写、审核、发布。",
}
"""Ledgers whose records nobody keeps in a workbook, and why."""


def as_markdown() -> str:
    """What is imported, by menu order, and what is not."""
    from hehuo.desk.contents import LEDGERS

    parts = [HEAD, "| 台账 | 命令行名称 | 按什么认定 | 必填列 |\n| --- | --- | --- | --- |"]
    for ledger in LEDGERS:
        if ledger.importer is None:
            continue
        columns = ledger.importer.all_columns()
        key = dict.fromkeys(c.head for name in ledger.importer.key for c in columns if c.field == name)
        needed = [c.head for c in columns if c.required]
        title, page = ledger.model._meta.verbose_name, ledger.help or ledger.slug
        parts.append(
            f"| [{title}](ledgers/{page}.md) | `{ledger.slug}` | {'、'.join(key)} | {'、'.join(needed) or '—'} |"
        )
    parts += ["", "## 不从表格导入的台账", "", "| 台账 | 为什么 |\n| --- | --- |"]
    for ledger in LEDGERS:
        if ledger.importer is None:
            parts.append(f"| {ledger.model._meta.verbose_name} | {NO_IMPORT.get(ledger.slug, '')} |")
    return "\n".join([*parts, ""])


def main() -> None:
    """Write the page."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hehuo.config.settings.embedded")
    import django

    django.setup()
    PAGE.write_text(as_markdown(), encoding="utf-8")


if __name__ == "__main__":
    main()
