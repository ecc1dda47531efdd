"""The record over time, as text and rows."""
