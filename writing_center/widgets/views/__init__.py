"""The places of the desks, one module each: read from services, render, answer events."""
