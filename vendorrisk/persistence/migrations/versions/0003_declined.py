"""An invitation that the vendor declined"""

from alembic import op
import sqlalchemy as sa

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('engagement') as table:
        table.add_column(sa.Column('declined_at', sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column('declined_because', sa.Text(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError('There is no way back: restore a backup.')
