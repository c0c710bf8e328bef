"""stub"""
from vendorrisk.domain.answers import Value
class Support: pass
def supported(question, said, weak, language, support) -> Value:
    return None
