"""What goes in and out of the store as a whole, under one name for pages and commands."""

from belegg.apps.exchange.backup import backup
from belegg.apps.exchange.check import faults
from belegg.apps.exchange.demo import load_demo
from belegg.apps.exchange.load import Loaded, load_study
from belegg.apps.exchange.restore import restore
from belegg.apps.exchange.save import save_study

__all__ = ["Loaded", "backup", "faults", "load_demo", "load_study", "restore", "save_study"]
