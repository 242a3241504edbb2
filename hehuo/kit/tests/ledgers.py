"""Two ledgers for the kit's own tests, over tables of `residents`."""

from hehuo.kit.ledger import Child, LedgerView
from hehuo.org.models import Grid
from hehuo.residents.models import Household, Person
from hehuo.workbooks import Column, Importer, Reference


class HouseholdImporter(Importer):
    """Households from a workbook."""

    model = Household
    key = ("household_no",)
    columns = (
        Column("household_no", "家庭编号", ("户编号", "户号"), required=True, example="H0001"),
        Column("head_name", "户主姓名", ("户主",), required=True, example="张小明"),
        Column("household_class", "搬迁类型", required=True, example="同步搬迁户"),
        Column("grid", "网格", parse=Reference(Grid, "name"), example="第1网格"),
        Column("member_count_at_allocation", "核定搬迁人口", ("人口数",), example="4"),
        Column("phone", "户联系电话", ("电话",), example="13985801234"),
        Column("allocated_on", "分房时间", example="2018-05-01"),
        Column("keys_on", "交钥匙时间", example="2018-06-01"),
    )


class PersonImporter(Importer):
    """People from a workbook."""

    model = Person
    key = ("id_no",)
    columns = (
        Column("household", "家庭编号", ("户编号",), parse=Reference(Household, "household_no")),
        Column("name", "姓名", required=True, example="张小明"),
        Column(
            "id_no", "公民身份号码", ("身份证号", "身份证号码"), required=True, example="520203198001011234"
        ),
        Column("sex", "性别", required=True, example="男"),
        Column("birth_date", "出生日期", ("出生年月",), required=True, example="1980-01-01"),
        Column("phone", "联系电话", example="13985801234"),
        Column("health", "健康状况"),
        Column("speaks_mandarin", "会讲普通话"),
    )


class HouseholdLedger(LedgerView):
    """Households."""

    model, slug, section, item = Household, "kit-households", "居民", "第9项"
    purpose = "登记搬迁户，是入住和劳动力统计的底数。"
    columns = ("household_no", "head_name", "household_class", "grid", "member_count_at_allocation", "phone")
    filters = ("settlement", "household_class", "grid", "moved_in_on")
    fields = {
        "户": (
            "household_no",
            "head_name",
            "household_class",
            "member_count_at_allocation",
            "phone",
            "occurred_on",
        ),
        "住房": ("grid", "dwelling", "allocated_on", "keys_on", "moved_in_on"),
    }
    search = ("head_name", "head_initials", "household_no", "phone")
    totals = ("member_count_at_allocation",)
    importer = HouseholdImporter
    children = (Child(Person, "household", ("name", "sex", "birth_date", "id_no"), ledger="kit-people"),)


class PersonLedger(LedgerView):
    """People."""

    model, slug, section = Person, "kit-people", "居民"
    purpose = "登记每一位搬迁群众。"
    columns = ("name", "sex", "birth_date", "id_no", "household", "household__household_no", "labour_class")
    filters = ("sex", "labour_class", "household")
    fields = (
        "household",
        "name",
        "id_no",
        "sex",
        "birth_date",
        "relation",
        "labour_class",
        "health",
        "phone",
    )
    importer = PersonImporter
    search = ("name", "name_initials", "id_no", "phone", "household__household_no")
