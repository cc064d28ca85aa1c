"""Shifts of the night guards."""

SENTRIES = ["north gate", "south gate"]
