"""The acts on the plan and the data classes, for tests/apps/test_undo_everything.py."""

from belegg.apps.privacy import leaving, plan_facts


def sample_told_anew(w):
    key = plan_facts.set_sample(w.study, "", {"who": "Leaders", "methods": ["interview"], "basis": "consent"}, by=w.ida)
    plan_facts.set_sample(w.study, key, {"who": "Leaders and staff"}, by=w.ida)


def dataset_told_and_untold(w):
    plan_facts.set_dataset(w.study, "recordings", {"access": "closed"}, by=w.ida)
    plan_facts.set_dataset(w.study, "recordings", {}, by=w.ida)


def classes_chosen_twice(w):
    leaving.choose_data_classes(w.study, "norwegian-he", "research_server", by=w.ida)
    leaving.choose_data_classes(w.study, "", by=w.ida)


DOINGS = {
    "set_plan_facts": lambda w: plan_facts.set_plan_facts(w.study, {"end": "2026-06-30", "special": ["health"]}, by=w.ida),
    "set_sample": sample_told_anew,
    "delete_sample": lambda w: plan_facts.delete_sample(w.study, plan_facts.set_sample(w.study, "", {"who": "Staff"}, by=w.ida), by=w.ida),
    "set_dataset": dataset_told_and_untold,
    "choose_data_classes": classes_chosen_twice,
}
