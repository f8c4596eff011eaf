"""What is measured, on material made by seeded generators; `python -m benchmarks` runs all and writes docs/benchmarks.md."""
