"""Addresses of campaigns, notices and rewards."""

from django.urls import include, path

from hehuo.programme.funds.views import funds_overview
from hehuo.programme.questions.views import questions_about
from hehuo.programme.views import acceptance, campaigns, reward_money, rewards, sheets

urlpatterns = [
    path("", include("hehuo.programme.supervision.urls")),
    path("campaigns/", campaigns.campaign_list, name="campaigns"),
    path("campaigns/plan/", campaigns.campaign_plan, name="campaign-plan"),
    path("campaigns/notices/", acceptance.notice_list, name="notices"),
    path("funds/", funds_overview, name="funds"),
    path("campaigns/rewards/", rewards.reward_list, name="reward-schemes"),
    path("campaigns/rewards/new/", rewards.reward_create, name="reward-scheme-new"),
    path("campaigns/rewards/<int:pk>/", rewards.reward_simulate, name="reward-simulation"),
    path("campaigns/rewards/grants/<int:pk>/clear/", reward_money.reward_clear, name="reward-clear"),
    path("campaigns/rewards/grants/<int:pk>/clawback/", reward_money.reward_clawback, name="reward-clawback"),
    path("campaigns/rewards/<int:pk>/approve/", rewards.reward_approve, name="reward-scheme-approve"),
    path("questions/about/<str:label>/<int:pk>/", questions_about, name="asked-about"),
    path("campaigns/<int:pk>/", campaigns.campaign_detail, name="campaign"),
    path("campaigns/<int:pk>/compare/", campaigns.campaign_compare, name="campaign-compare"),
    path("campaigns/<int:pk>/self-assessment/", sheets.self_assessment, name="campaign-self-assessment"),
    path("campaigns/<int:pk>/review/", sheets.county_review, name="campaign-review"),
    path("campaigns/<int:pk>/score/", sheets.reviewer_score, name="campaign-score"),
    path("campaigns/<int:pk>/visits/<int:row>/", acceptance.visit, name="campaign-visit"),
    path("campaigns/<int:pk>/steps/<slug:name>/", campaigns.campaign_step, name="campaign-step"),
]
