import logging

logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s")
log = logging.getLogger("train")

def train(model, criterion, optimizer, loader, epochs):
    log.info("model: %s", model)
    log.info("optimizer: %s", optimizer)
    for epoch in range(epochs):
        for i, (x, y) in enumerate(loader):
            optimizer.zero_grad()
            logits = model(x)
            loss = criterion(logits, y)
            loss.backward()
            if i == 0:
                for name, p in model.named_parameters():
                    log.info("%s grad mean %.2e std %.2e", name, p.grad.mean(), p.grad.std())
            optimizer.step()
        log.info("epoch %d lr %g loss %.4f", epoch, optimizer.param_groups[0]["lr"], loss)
