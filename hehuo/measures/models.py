"""Stored counts and the version numbers that tell whether they still hold."""

from django.db import models


class DataVersion(models.Model):
    """How often the rows of one model changed in one settlement; raised in the transaction of the change."""

    settlement = models.ForeignKey("org.Settlement", models.CASCADE, related_name="+")
    model = models.CharField(max_length=80)
    number = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["settlement", "model"], name="measures_data_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.settlement_id} {self.model} {self.number}"


class MeasureCount(models.Model):
    """The count of one measure in one settlement, for one set of parameters.

    `data_version` is the sum of the versions of all models that the measure reads, taken before it was counted.
    Versions only grow, so the count is fresh exactly while that sum is the same.
    """

    settlement = models.ForeignKey("org.Settlement", models.CASCADE, related_name="+")
    measure = models.CharField(max_length=80)
    params_digest = models.CharField(max_length=16)
    as_of = models.DateField()
    total = models.BigIntegerField()
    met = models.BigIntegerField()
    weight_total = models.BigIntegerField()
    weight_met = models.BigIntegerField()
    data_version = models.BigIntegerField()
    computed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["settlement", "params_digest", "measure"], name="measures_count_once"
            )
        ]
        indexes = [models.Index(fields=["as_of"])]

    def __str__(self) -> str:
        return f"{self.settlement_id} {self.measure} {self.met}/{self.total}"
