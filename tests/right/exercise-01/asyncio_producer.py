import asyncio

async def _produce(loader, epochs, q):
    for _ in range(epochs):
        for batch in loader:
            await q.put(batch)
    await q.put(None)

async def _consume(model, criterion, optimizer, q):
    while True:
        batch = await q.get()
        if batch is None:
            return
        x, y = batch
        optimizer.zero_grad()
        criterion(model(x), y).backward()
        optimizer.step()

async def _main(model, criterion, optimizer, loader, epochs):
    q = asyncio.Queue(maxsize=1)
    await asyncio.gather(_produce(loader, epochs, q), _consume(model, criterion, optimizer, q))

def train(model, criterion, optimizer, loader, epochs):
    asyncio.run(_main(model, criterion, optimizer, loader, epochs))
