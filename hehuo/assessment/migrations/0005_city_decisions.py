"""Decisions of the city: what applies to a settlement."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from hehuo.org.tables_at_once import TablesAtOnce


class Migration(TablesAtOnce):

    dependencies = [
        ('assessment', '0004_deductions'),
        ('org', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CityDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(max_length=20, verbose_name='子项')),
                ('outcome', models.CharField(choices=[('applies', '适用（有条件）'), ('not_applicable', '不适用（不具备条件）')], max_length=16, verbose_name='认定结果')),
                ('ground', models.CharField(max_length=200, verbose_name='依据')),
                ('occurred_on', models.DateField(verbose_name='认定日期')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='登记时间')),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='认定人')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessment.standardedition', verbose_name='考核标准')),
                ('settlement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='city_decisions', to='org.settlement', verbose_name='安置点')),
            ],
            options={
                'verbose_name': '市里认定',
                'ordering': ['-occurred_on', '-recorded_at', '-pk'],
                'indexes': [models.Index(fields=['settlement', 'edition', 'part'], name='assessment_decided')],
            },
        ),
    ]
