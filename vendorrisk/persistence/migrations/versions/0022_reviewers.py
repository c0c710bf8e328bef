"""Who reviews an assessment"""

from alembic import op
import sqlalchemy as sa

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('assessment') as table:
        table.add_column(sa.Column('reviewer_id', sa.String(length=32), nullable=True))
        table.create_foreign_key(op.f('fk_assessment_reviewer_id_user_account'), 'user_account', ['reviewer_id'], ['id'])
        table.create_index(op.f('ix_assessment_reviewer_id'), ['reviewer_id'])


def downgrade() -> None:
    raise NotImplementedError('There is no way back: restore a backup.')
