"""Quotations: being built by the quotations engineer."""
