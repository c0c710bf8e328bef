"""When somebody last looked at a review"""

from alembic import op
import sqlalchemy as sa

revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('look',
        sa.Column('user_id', sa.String(length=32), nullable=False),
        sa.Column('assessment_id', sa.String(length=32), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('before', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_look_user_id_user_account'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['assessment_id'], ['assessment.id'], name=op.f('fk_look_assessment_id_assessment'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('user_id', 'assessment_id', name=op.f('pk_look')),
    )


def downgrade() -> None:
    raise NotImplementedError('There is no way back: restore a backup.')
