"""The rules that raise questions, each explained in the words that the page shows (domain §2.0.5)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from hehuo.programme.models import Signal
from hehuo.programme.questions import entries, photos, totals
from hehuo.programme.questions.hits import Field, Hit


@dataclass(frozen=True)
class Rule:
    """One rule: what it looks at, why it asks. `find` is None where only a person can look; `instead` then says what is done."""

    signal: Signal
    looks_at: str
    why: str
    find: Callable[[Field], Iterable[Hit]] | None = None
    instead: str = ""


RULES: tuple[Rule, ...] = (
    Rule(Signal.SAME_PHOTO, f"两张照片的 64 位指纹相差不超过 {photos.ALIKE_BITS} 位，却分别印证两条记录。",
         "同一张照片可以印证几件事，但要写明引用同一份资料。", photos.same_photos),
    Rule(Signal.PHOTO_DATE, f"照片记录的拍摄日期与填写的事实日期相差超过 {photos.DAYS_APART} 天。画面里的横幅、日期由人抽看。",
         "可能是日期填错、相机时间不准，也可能是事后补拍。", photos.photos_of_another_day),
    Rule(Signal.ENTERED_IN_A_ROW, "同一个人 30 分钟内登记同一台账 10 条以上、说的是 5 个以上不同日子；或一个季度过半的记录是最后 7 天登记的。",
         "允许补录，补录会注明并计数；集中补录时请说明原始依据。", entries.entered_in_a_row),
    Rule(Signal.REVISIT, "近三个月的电话、入户抽查 5 次以上，一致的不到八成。",
         "台账整齐不等于实际如此，回访能看出差别。", totals.checks_that_differ),
    Rule(Signal.THRESHOLD, "半年末刚好达到满分线（高出不超过 2 个百分点），45 天后低于满分线 10 个百分点以上。",
         "为检查突击做的事留不住。", totals.falls_after_the_deadline),
    Rule(Signal.TOTALS, "安置点基本情况中的规划人数、套数，与户台账、房屋台账的合计不一致。",
         "合计与分项不符，报上去的数就对不上。", totals.totals_that_differ),
    Rule(Signal.HANDWRITING, "许多收据、签字表上的字迹相同。", "只能由人抽看少量样本判断。",
         instead="由督查人员抽看后，在“新增”中提问。"),
    Rule(Signal.PROXY, "代人签到。", "本系统不做人脸识别，不采集指纹，也不要求打卡。",
         instead="以参加群众的确认和第二人清点代替；有疑问由人提问。"),
)  # fmt: skip
"""In the order of their codes."""
