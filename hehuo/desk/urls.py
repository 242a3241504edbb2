"""Addresses of the desk."""

from django.urls import include, path

from hehuo.desk import (
    analysis,
    citing,
    decisions,
    held,
    judgements,
    logs,
    rehearsal,
    scorecards,
    search,
    views,
)

urlpatterns = [
    path("", views.home, name="home"),
    path("todo/", views.todo, name="todo"),
    path("todo/done/", views.todo, {"name": "todo-done"}, name="todo-done"),
    path("todo/started/", views.todo, {"name": "todo-started"}, name="todo-started"),
    path("todo/copied/", views.todo, {"name": "todo-copied"}, name="todo-copied"),
    path("todo/count/", views.todo_count, name="todo-count"),
    path("heat/", views.heat, name="heat"),
    path("", include("hehuo.desk.dashboards.urls")),
    path("", include("hehuo.desk.planner.urls")),
    path("", include("hehuo.desk.plan.urls")),
    path("", include("hehuo.desk.accounts.urls")),
    path("", include("hehuo.desk.ground.urls")),
    path("audit/", logs.logs, name="audit"),
    path("analysis/", analysis.analysis, name="analysis"),
    path("rehearsal/", rehearsal.rehearsal, name="rehearsal"),
    path("rehearsal/<int:pk>/", rehearsal.rehearsal_run, name="rehearsal-run"),
    path("rehearsal/<int:pk>/units/<str:code>/", rehearsal.rehearsal_unit, name="rehearsal-unit"),
    path("evidence/for/<str:label>/<int:pk>/cite/", citing.cite, name="evidence-cite"),
    path("ledgers/data-requests/<int:pk>/held/", held.held, name="data-request-held"),
    path("search/", search.search, name="search"),
    path("records/<str:label>/<int:pk>/", views.record, name="record"),
    path("scorecards/", scorecards.card_list, name="scorecards"),
    path("scorecards/<str:code>/", scorecards.card, name="scorecard"),
    path("scorecards/<str:code>/decisions/", decisions.decisions, name="scorecard-decisions"),
    path("judgements/", judgements.judgements, name="judgements"),
    path("scorecards/<str:code>/judgements/", judgements.settlement_judgements, name="scorecard-judgements"),
    path(
        "scorecards/<str:code>/judgements/<int:pk>/withdraw/",
        judgements.withdraw,
        name="scorecard-judgement-withdraw",
    ),
    path("scorecards/<str:code>/version/", scorecards.version, name="scorecard-version"),
    path("scorecards/<str:code>/trend/", scorecards.trend_panel, name="scorecard-trend"),
    path("scorecards/<str:code>/cases/<str:measure>/", scorecards.cases, name="scorecard-cases"),
]
