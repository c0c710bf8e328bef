"""Conditions are worked off: their stage, what was done about them, and the suspension of an approval"""

from alembic import op
import sqlalchemy as sa

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('condition') as table:
        table.add_column(sa.Column('stage', sa.String(length=20), nullable=False, server_default='open'))
        table.add_column(sa.Column('shown_on', sa.Date(), nullable=True))
        table.add_column(sa.Column('reminded_on', sa.Date(), nullable=True))
        table.create_index(op.f('ix_condition_due_on'), ['due_on'])
    with op.batch_alter_table('decision') as table:
        table.add_column(sa.Column('suspended_at', sa.DateTime(timezone=True), nullable=True))
    op.create_table('condition_act',
        sa.Column('id', sa.String(length=32), nullable=False),
        sa.Column('condition_id', sa.String(length=32), nullable=False),
        sa.Column('act', sa.String(length=20), nullable=False),
        sa.Column('note', sa.Text(), nullable=False),
        sa.Column('due_on', sa.Date(), nullable=True),
        sa.Column('proof_id', sa.String(length=32), nullable=True),
        sa.Column('by', sa.String(length=32), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['condition_id'], ['condition.id'], name=op.f('fk_condition_act_condition_id_condition'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['proof_id'], ['proof_file.id'], name=op.f('fk_condition_act_proof_id_proof_file')),
        sa.ForeignKeyConstraint(['by'], ['user_account.id'], name=op.f('fk_condition_act_by_user_account')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_condition_act')),
    )
    with op.batch_alter_table('condition_act') as table:
        table.create_index(op.f('ix_condition_act_condition_id'), ['condition_id'])


def downgrade() -> None:
    raise NotImplementedError('There is no way back: restore a backup.')
