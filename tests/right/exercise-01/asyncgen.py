import asyncio
async def agen(l):
    for b in l:
        yield b
        await asyncio.sleep(0)
def train(model, criterion, optimizer, loader, epochs):
    async def main():
        for e in range(epochs):
            async for x, y in agen(loader):
                optimizer.zero_grad(); l = criterion(model(x), y); l.backward(); optimizer.step()
    asyncio.new_event_loop().run_until_complete(main())
