"""Runs the migrations inside the transaction that store.upgrade opened."""

from alembic import context

from assessor_app.store.tables import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA, render_as_batch=True)
context.run_migrations()
