"""The web form, by which a showcase is written and checked in the browser."""

from agora.form.view import Form, form

__all__ = ["Form", "form"]
