"""``python -m analysis``: the command line, where the console command is not on the path."""

from analysis.command_line import run

run()
