"""The contract fails, by the rule that is meant, for ledgers that break a promise on purpose."""

import pytest
from django.shortcuts import redirect
from django.test import override_settings

from hehuo.kit.testing.case import addresses
from hehuo.kit.tests import test_contract
from hehuo.kit.tests.ledgers import HouseholdImporter, HouseholdLedger
from hehuo.records.display import Display
from hehuo.records.models import Status
from hehuo.records.writing import save_record


class Open(Display):
    """Hides nothing."""

    def hides(self, model, name):
        return False


def everybody(self):
    return self.model.objects.all().select_related("settlement", "grid").order_by("-id")


def lazy(self):
    return super(HouseholdLedger, self).get_queryset().select_related(None)


def void_without_reason(self, request):
    self.object.status = Status.VOID
    save_record(self.object, by=request.user, validate=False)
    return self.back()


def remove(self, request):
    type(self.object)._base_manager.filter(pk=self.object.pk).delete()
    return redirect(self.url("list"))


def verify_oneself(self, request):
    type(self.object)._base_manager.filter(pk=self.object.pk).update(status=Status.VERIFIED)
    return self.back()


def forget(self, request):
    return redirect(self.url("create"))


def last_one_wins(self, request, form, now):
    save_record(form.save(commit=False), by=request.user)
    return self.back()


def look_without_trace(self, request):
    self.display = Open(self.model, request.user)
    return self.show_detail(request)


def blind(self, request):
    self.display = Open(self.model, request.user)
    return super(HouseholdLedger, self).show_detail(request)


class SecondName(HouseholdImporter):
    """Changes what it reads."""

    def derive(self, values):
        values["head_name"] += "甲"


BROKEN = {
    "scope of list and export": ({"get_queryset": everybody}, "the_cast_sees_what_the_rights_matrix_says"),
    "scope of single pages": ({"get_queryset": everybody}, "an_outsider_with_the_same_post_gets_nothing"),
    "grid": ({"get_queryset": everybody}, "a_grid_worker_sees_the_own_grid_only"),
    "mask of the list": ({"display": property(lambda self: Open(self.model, self.request.user))}, "hidden_fields_are_masked_everywhere"),
    "mask of the detail": ({"show_detail": blind}, "hidden_fields_are_masked_everywhere"),
    "mask of the change log": ({"show_detail": blind}, "the_change_log_and_the_audit_trail_keep_the_masks"),
    "look without a trace": ({"unmask": look_without_trace}, "unmasking_needs_a_right_and_a_reason_and_is_logged"),
    "a query for every row": ({"get_queryset": lazy}, "list_and_export_ask_the_database_the_same_number_of_times"),
    "void without reason": ({"void": void_without_reason}, "void_needs_a_reason_and_deletes_nothing"),
    "deletion": ({"void": remove}, "void_needs_a_reason_and_deletes_nothing"),
    "own verification": ({"verify": verify_oneself}, "an_author_cannot_verify_the_own_record"),
    "lost input": ({"save_form": forget}, "the_form_keeps_what_was_typed"),
    "last one wins": ({"_conflict": last_one_wins}, "an_edit_conflict_keeps_both"),
    "round trip": ({"importer": SecondName}, "what_goes_out_comes_in_without_a_difference"),
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("promise", BROKEN)
def test_a_broken_promise_is_caught(promise, client):
    attributes, rule = BROKEN[promise]
    broken = type("BrokenLedger", (HouseholdLedger,), attributes)
    case = type("BrokenCase", (test_contract.TestHouseholds,), {"view": broken})()
    with override_settings(ROOT_URLCONF=addresses(broken)):
        case.set_up(client)
        with pytest.raises(AssertionError):
            getattr(case, f"test_{rule}")()
