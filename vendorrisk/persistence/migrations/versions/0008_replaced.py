"""Proofs that were replaced by newer ones stay to be seen"""

from alembic import op
import sqlalchemy as sa

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('proof_link') as table:
        table.add_column(sa.Column('replaced_at', sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column('replaced_by', sa.String(length=32), nullable=True))
        table.create_foreign_key(op.f('fk_proof_link_replaced_by_user_account'), 'user_account', ['replaced_by'], ['id'])


def downgrade() -> None:
    raise NotImplementedError('There is no way back: restore a backup.')
