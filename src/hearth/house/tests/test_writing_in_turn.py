"""Many who write at once wait for those before them, and nobody waits for ever."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Thread

import pytest
from django.db import OperationalError, connection, connections, transaction

from hearth.ground.accounts import Person
from hearth.house.in_turn.queue import Queue

LONG = 30.0
WRITERS, EACH = 12, 40


def waiting(queue, how_many):
    while len(queue._waiting) < how_many:
        pass


def cut_off():
    connection.close()
    raise OperationalError("The machine stopped")


def test_whoever_asks_first_has_the_first_turn():
    queue, came = Queue(), []
    assert queue.take(LONG)
    threads = []
    for n in range(6):
        threads.append(Thread(target=lambda n=n: (queue.take(LONG), came.append(n), queue.leave())))
        threads[-1].start()
        waiting(queue, n + 1)
    queue.leave()
    for thread in threads:
        thread.join()
    assert came == [0, 1, 2, 3, 4, 5]
    assert queue.take(0), "the last one leaves it free"


def test_who_gives_up_stands_in_nobodys_way():
    queue = Queue()
    assert queue.take(LONG)
    assert not queue.take(0.01)
    with queue.turn(0.01):
        pass
    assert not queue.take(0.01), "a turn that never came is not given back"
    queue.leave()
    assert queue.take(0)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has queues of its own")
@pytest.mark.django_db(transaction=True)
def test_a_dozen_who_write_without_a_rest_all_come_to_their_turn(people):
    together = Barrier(WRITERS)

    def write(number):
        together.wait()
        try:
            for n in range(EACH):
                with transaction.atomic():
                    Person.objects.meet(name=f"P{n}", email=f"p{number}-{n}@example.org")
                Person.objects.filter(email=f"p{number}-{n}@example.org").update(name="Somebody")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))
    assert Person.objects.filter(name="Somebody").count() == WRITERS * EACH


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has queues of its own")
@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_went_wrong_or_was_cut_off_gives_its_turn_back(people):
    with pytest.raises(OperationalError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT nothing FROM nowhere")
    with pytest.raises(OperationalError), transaction.atomic():
        cut_off()
    assert connection._queue.take(0)
    connection._queue.leave()
