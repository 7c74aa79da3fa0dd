import logging, warnings, contextlib, time
log = logging.getLogger(__name__); logging.basicConfig(level=logging.DEBUG)
@contextlib.contextmanager
def timed(n):
    t = time.perf_counter()
    try: yield
    finally: log.info("%s %.3f", n, time.perf_counter()-t)
def train(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        with timed(f"epoch {e}"), contextlib.ExitStack() as st:
            st.callback(lambda: warnings.warn("ende"))
            for x, y in loader:
                optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
