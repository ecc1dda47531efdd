
from pathlib import Path
async def test_it(reader, monkeypatch):
    for size in ((80,24),(120,40),(160,48)):
        app = reader()
        n=0
        async with app.run_test(size=size) as pilot:
            async def shot(*k):
                nonlocal n
                await pilot.press(*k); await app.workers.wait_for_complete(); await pilot.pause()
                await app.workers.wait_for_complete(); await pilot.pause()
                n+=1
                Path(f'/tmp/s{size[0]}_{n}.svg').write_text(app.export_screenshot())
            await shot()
            await shot("j","enter","right_square_bracket")
            await shot("x")
            await shot("escape","escape","s",*"ferry")
            await shot("enter")
            await shot("enter","n")
            await shot("p")
            await shot("right_square_bracket","p")
            await shot("escape","2")
            await shot("3")
            await shot("question_mark")
            await shot("escape", "s", *"said:(x")
