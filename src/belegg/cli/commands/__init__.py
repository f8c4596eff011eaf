"""One file per verb: SUMMARY, EXAMPLE, arguments(parser), run(options)."""
