import asyncio
async def fit_batch(model, criterion, optimizer, x, y):
    optimizer.zero_grad()
    loss = criterion(model(x), y)
    await asyncio.sleep(0)
    loss.backward()
    await asyncio.sleep(0)
    optimizer.step()
    return loss.item()
async def amain(model, criterion, optimizer, loader, epochs):
    for e in range(epochs):
        for x, y in loader:
            await fit_batch(model, criterion, optimizer, x, y)
def train(model, criterion, optimizer, loader, epochs):
    asyncio.run(amain(model, criterion, optimizer, loader, epochs))
