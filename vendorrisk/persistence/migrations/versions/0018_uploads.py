"""Large files arrive in parts, so that a broken line goes on where it stopped"""

from alembic import op
import sqlalchemy as sa

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('upload',
        sa.Column('id', sa.String(length=32), nullable=False),
        sa.Column('assessment_id', sa.String(length=32), nullable=False),
        sa.Column('question_id', sa.String(length=80), nullable=False),
        sa.Column('user_id', sa.String(length=32), nullable=False),
        sa.Column('name', sa.String(length=255), nullable=False),
        sa.Column('size', sa.Integer(), nullable=False),
        sa.Column('mark', sa.String(length=64), nullable=False),
        sa.Column('received', sa.Integer(), nullable=False),
        sa.Column('begun_at', sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(['assessment_id'], ['assessment.id'], name=op.f('fk_upload_assessment_id_assessment'), ondelete='CASCADE'),
        sa.ForeignKeyConstraint(['user_id'], ['user_account.id'], name=op.f('fk_upload_user_id_user_account'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_upload')),
    )
    with op.batch_alter_table('upload') as table:
        table.create_index(op.f('ix_upload_user_id'), ['user_id'])
    op.create_table('upload_part',
        sa.Column('upload_id', sa.String(length=32), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('key', sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(['upload_id'], ['upload.id'], name=op.f('fk_upload_part_upload_id_upload'), ondelete='CASCADE'),
        sa.PrimaryKeyConstraint('upload_id', 'number', name=op.f('pk_upload_part')),
    )
    with op.batch_alter_table('upload_part') as table:
        table.create_index(op.f('ix_upload_part_key'), ['key'])


def downgrade() -> None:
    raise NotImplementedError('There is no way back: restore a backup.')
