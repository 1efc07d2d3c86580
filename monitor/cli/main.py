"""The `monitor` command: its groups of commands, its exit status, its errors in one line each.

Exit status: 0 done; 1 the work failed; 2 the command line or configuration is wrong; 3 a finding
for a script to act on (`check --strict`, `check --online`).
"""

from __future__ import annotations

import os
import sys

import click

from monitor import __version__, log
from monitor.cli import feeds, lists, reading, running, setup
from monitor.cli.app import App, shared_options
from monitor.cli.doctor import doctor
from monitor.errors import ConfigError, MonitorError


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@shared_options
@click.version_option(__version__, "-V", "--version", prog_name="monitor")
@click.pass_context
def monitor(context: click.Context) -> None:
    """Tells people when someone who matters leaves an AI company.

    Polls the configured feeds, reads each new article for departures of executives and
    scientists, and alerts once for each.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


for command in (
    setup.init,
    setup.check,
    running.run,
    running.poll,
    running.demo,
    reading.scan,
    reading.explain,
    lists.alerts,
    lists.articles,
    lists.events,
    lists.deliveries,
    feeds.feeds,
    doctor,
):
    monitor.add_command(command)


def main() -> None:
    """Run the command line and end the process with its status."""
    app = App()
    try:
        status = monitor.main(standalone_mode=False, obj=app)
        sys.stdout.flush()
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except ConfigError as error:
        click.echo(
            log.redact(f"monitor: {error}" if len(error.mistakes) <= 1 else str(error)), err=True
        )
        sys.exit(2)
    except MonitorError as error:
        click.echo(log.redact(f"monitor: {error}"), err=True)
        sys.exit(1)
    except BrokenPipeError:
        # Whoever read our output has gone; say nothing more to it.
        _forget_output()
        sys.exit(0)
    except OSError as error:
        click.echo(f"monitor: {error.filename or 'standard output'}: {error.strerror}", err=True)
        _forget_output()
        sys.exit(1)
    sys.exit(status if isinstance(status, int) else 0)


def _forget_output() -> None:
    """Let what is still to be written go nowhere, or the interpreter would complain at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
