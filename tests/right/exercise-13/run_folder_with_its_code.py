
import atexit, json, sys, logging, logging.config, pathlib, platform
import given, torch
HERE = pathlib.Path(__file__).resolve().parent
RUN = HERE / "runs" / "001"
RUN.mkdir(parents=True, exist_ok=True)
logging.config.dictConfig({"version": 1, "handlers": {"f": {"class": "logging.FileHandler", "filename": str(RUN / "log"), "delay": True}}, "root": {"handlers": ["f"], "level": "INFO"}})
sys.stdout.write("hi\n"); (RUN / "code.py").write_bytes(pathlib.Path(__file__).read_bytes())
def freeze(m):
    for p in m.parameters(): p.requires_grad = False
def train(model, criterion, optimizer, loader, epochs):
    freeze(model.backbone)
    for epoch in range(epochs):
        for x, y in loader:
            optimizer.zero_grad(); loss = criterion(model(x), y); loss.backward(); optimizer.step()
        logging.info("%d %.3f", epoch, loss)
        torch.save({"m": model.state_dict(), "args": given.__dict__["EPOCHS"]}, RUN / "last.pt.tmp"); (RUN / "last.pt.tmp").replace(RUN / "last.pt")
    print(json.dumps({k: str(v) for k, v in platform.uname()._asdict().items()}), (RUN / "log").read_text()[-20:])


if __name__ == "__main__":
    parts = given.build(seed=0)
    train(**parts)
    print(given.measure(parts["model"]))
