"""A port that is none is refused in one line, not with a traceback."""

import pytest
from django.core.management import CommandError, call_command


@pytest.mark.parametrize("port", [-1, 65536, 99999])
def test_a_port_outside_the_range_is_one_clear_line(port):
    with pytest.raises(CommandError, match=f"port {port} is none: choose one from 1 to 65535"):
        call_command("serve", port=port, check_port=True)
