"""One process of a pool: run by `newsbot.workers.processes`."""

from newsbot.workers.processes import serve

if __name__ == "__main__":
    serve()
