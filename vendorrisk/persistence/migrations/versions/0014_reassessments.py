"""An assessment may follow another one of the same engagement"""

from alembic import op
import sqlalchemy as sa

revision = '0014'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('assessment') as table:
        table.add_column(sa.Column('cause', sa.String(length=20), nullable=False, server_default='request'))
        table.add_column(sa.Column('cause_note', sa.Text(), nullable=True))
        table.add_column(sa.Column('follows_id', sa.String(length=32), nullable=True))
        table.add_column(sa.Column('next_on', sa.Date(), nullable=True))
        table.add_column(sa.Column('next_cause', sa.String(length=20), nullable=True))
        table.create_foreign_key(op.f('fk_assessment_follows_id_assessment'), 'assessment', ['follows_id'], ['id'])
        table.create_unique_constraint(op.f('uq_assessment_follows_id'), ['follows_id'])
    with op.batch_alter_table('proposal') as table:
        table.alter_column('made_by', existing_type=sa.String(length=32), nullable=True)


def downgrade() -> None:
    raise NotImplementedError('There is no way back: restore a backup.')
