"""What a report says of confidence, costs, words, labels, comparisons and speed; texts only, Vietnamese then English."""

from __future__ import annotations

TRUST: dict[str, tuple[str, str]] = {
    "trust": ("Độ tự tin và ngưỡng", "Confidence and threshold"),
    "trust.explained": (
        "Bot chỉ tự trả lời khi độ tự tin vượt ngưỡng; ba hình này "
        "cho biết độ tự tin có đáng tin không và ngưỡng nào rẻ nhất.",
        "The bot answers by itself only over the threshold; these drawings say "
        "whether its confidence can be believed, and which threshold is cheapest.",
    ),
    "chart.reliability": ("Nói chắc bao nhiêu, đúng bấy nhiêu?", "As right as it is sure?"),
    "chart.reliability.explained": (
        "Đường nét đứt là lý tưởng; điểm nằm dưới nó là bot tự tin quá mức. Sai số "
        "{error}; ngay cả mô hình hoàn hảo cũng có thể lệch đến {chance} do may rủi.",
        "The broken line is the ideal; below it the bot is too sure of itself. "
        "The error is {error}; even a perfect model may show up to {chance} by chance.",
    ),
    "chart.reliability.x": ("độ tự tin", "confidence"),
    "chart.reliability.y": ("tỷ lệ đúng", "share right"),
    "chart.reliability.dot": ("tự tin {sure}: đúng {right} trong {count} tin", "sure {sure}: {right} right of {count}"),
    "chart.risk": (
        "Tự trả lời nhiều hơn thì sai nhiều hơn bao nhiêu?",
        "How much more is wrong when more is answered?",
    ),
    "chart.risk.explained": (
        "Đi sang phải là bot tự trả lời nhiều tin hơn; chấm tròn là ngưỡng hiện tại. "
        "Tin bị tách làm hai được tính ở phần chắc nhất, nên chấm có thể lệch khỏi đường.",
        "To the right the bot answers more by itself; the dot is the present threshold. "
        "A message cut in two counts by its surest part, so the dot may lie off the curve.",
    ),
    "chart.risk.x": ("tin bot tự trả lời", "answered by the bot"),
    "chart.risk.y": ("sai trong số đó", "wrong among them"),
    "chart.risk.dot": ("hiện tại: tự trả lời {covered}, sai {wrong}", "now: answers {covered}, {wrong} wrong"),
    "chart.costs": ("Ngưỡng nào rẻ nhất?", "Which threshold is cheapest?"),
    "chart.costs.explained": (
        "Giá trung bình của một tin nhắn, theo giá đã nêu: trả lời sai "
        "{wrong}, chuyển nhân viên không cần thiết {handoff}, bỏ sót ca khẩn {missed}.",
        "Mean cost of a message by the stated costs: wrong answer "
        "{wrong}, needless hand-off {handoff}, missed urgent case {missed}.",
    ),
    "chart.costs.x": ("ngưỡng", "threshold"),
    "chart.costs.y": ("giá mỗi tin", "cost of a message"),
    "chart.costs.now": ("hiện tại {value}", "now {value}"),
    "chart.costs.best": ("rẻ nhất {value}", "cheapest {value}"),
    "chart.learning": ("Viết thêm tin mẫu có ích không?", "Would more messages help?"),
    "chart.learning.explained": (
        "Mô hình học từ từng phần tin mẫu; đường còn đi lên thì viết thêm còn có ích.",
        "Models that learnt from a part of the messages; while the line rises, more messages help.",
    ),
    "chart.learning.x": ("tin mẫu", "training messages"),
    "chart.learning.y": ("tỷ lệ đúng", "share right"),
    "costs.wrong": ("trả lời sai", "wrong answers"),
    "costs.handoff": ("chuyển nhân viên không cần thiết", "needless hand-offs"),
    "costs.missed_urgent": ("bỏ sót ca khẩn", "missed urgent cases"),
    "costs.total": ("Cộng", "Total"),
    "costs.table": ("Giá trung bình một tin nhắn ở hai ngưỡng", "Mean cost of a message at two thresholds"),
    "column.threshold": ("Ngưỡng", "Threshold"),
    "costs.saved": (
        "Đổi sang ngưỡng rẻ nhất tiết kiệm {saved} mỗi tin (khoảng 95 %: {interval}).",
        "Moving to the cheapest threshold saves {saved} per message (95 % interval: {interval}).",
    ),
    "costs.unproven": (
        "Khoảng này chạm 0, nên chưa chắc đáng đổi.",
        "The interval touches 0, so the change may not be worth making.",
    ),
    "costs.write": ("Ghi ngưỡng ấy vào triage.yml:", "To write it into triage.yml:"),
    "words": ("Từ nào làm bot đoán sai", "Which words drove an error"),
    "words.explained": (
        "Gạch liền: từ kéo về ý định đoán sai. Gạch đứt: từ nói "
        "cho ý định đúng. Số là trọng lượng của từ trong mô hình.",
        "Solid line: words that drew it to the wrong intent. Broken line: words "
        "that spoke for the right one. The number is the word's weight in the model.",
    ),
    "words.against": ("kéo về {guess}", "for {guess}"),
    "words.for": ("nói cho {truth}", "for {truth}"),
    "labels": ("Nhãn nên xem lại", "Labels to look at again"),
    "labels.explained": (
        "Nhãn sai trong dữ liệu làm hỏng cả mô hình lẫn con số; máy chỉ nghi ngờ, người quyết định.",
        "Wrong labels spoil the model and the figures alike; the machine only suspects, a person decides.",
    ),
    "labels.suspects": (
        "Tin có thể gán nhãn sai, nghi nhất đứng trước",
        "Messages whose label may be wrong, most suspect first",
    ),
    "column.text": ("Tin nhắn", "Message"),
    "column.label": ("Nhãn", "Label"),
    "column.suggested": ("Mô hình nghĩ là", "The model suggests"),
    "column.quality": ("Tin vào nhãn", "Belief in the label"),
    "column.place": ("Chỗ viết", "Where"),
    "labels.near": ("Tin gần giống nhau", "Nearly the same messages"),
    "labels.near.group": ("giống {likeness}", "alike to {likeness}"),
    "labels.near.two": ("nhãn khác nhau", "different labels"),
    "labels.near.one": ("cùng nhãn", "same label"),
    "comparison": ("So sánh và đường học", "Comparison and learning curve"),
    "comparison.explained": (
        "So trên cùng các tin nhắn; chỉ nói hơn hay kém khi may rủi khó giải thích được (p dưới 0,05).",
        "On the same messages; better or worse is said only where chance hardly explains it (p below 0.05).",
    ),
    "comparison.table": ("Mô hình này so với mô hình khác", "This model against others"),
    "comparison.baseline": ("lần trước: {name}", "before: {name}"),
    "column.other": ("So với", "Against"),
    "column.difference": ("Chênh lệch (điểm)", "Difference (points)"),
    "column.theirs": ("Mô hình kia đúng", "The other is right"),
    "column.only": ("Chỉ bên này đúng / chỉ bên kia đúng", "Right only here / only there"),
    "column.p": ("p", "p"),
    "column.verdict": ("Kết luận", "Verdict"),
    "compared.better": ("tốt hơn", "better"),
    "compared.worse": ("kém hơn", "worse"),
    "compared.even": ("ngang nhau", "even"),
    "comparison.worsened": ("{name}: {count} tin trước đúng nay sai", "{name}: {count} that only the other has right"),
    "comparison.mended": ("{name}: {count} tin trước sai nay đúng", "{name}: {count} that only this one has right"),
    "learning.table": ("Đường học", "Learning curve"),
    "column.percent": ("Phần tin mẫu", "Part of the messages"),
    "column.per_intent": ("Mỗi ý định", "Per intent"),
    "column.f1.macro": ("F1 trung bình", "Macro F1"),
    "errors": ("Mọi tin đoán sai", "All wrong messages"),
    "errors.explained": (
        "Tin bot tự tin nhất đứng trước: đó là những câu khách nhận phải.",
        "Surest first: those are the answers that customers get.",
    ),
    "column.confidence": ("Độ tự tin", "Confidence"),
    "speed": ("Tốc độ", "Speed"),
    "speed.explained": (
        "Thời gian hiểu một tin nhắn, một luồng, trên máy đã đo.",
        "How long a message takes, one thread, on the machine that measured.",
    ),
    "speed.mean": ("trung bình", "mean"),
    "speed.p50": ("một nửa số tin nhanh hơn", "half of the messages are faster than"),
    "speed.p95": ("95 % số tin nhanh hơn", "95 % are faster than"),
    "speed.p99": ("99 % số tin nhanh hơn", "99 % are faster than"),
    "speed.longest": ("lâu nhất", "longest"),
    "column.time": ("Mili giây", "Milliseconds"),
    "notices": ("Dữ liệu vào cần sửa", "Input to mend"),
    "notices.explained": (
        "Những gì không đọc được hoặc không đo được; phần còn lại vẫn được đo.",
        "What could not be read or judged; the rest was.",
    ),
    "about": ("Đo thế nào", "How it was measured"),
    "about.model": ("Mô hình", "Model"),
    "about.method": ("Cách đo", "Method"),
    "about.held-out": ("tin nhắn mô hình chưa thấy", "messages held out"),
    "about.cross-validation": ("kiểm định chéo", "cross-validation"),
    "about.sources": ("Tin nhắn", "Messages"),
    "about.made": ("Lúc", "When"),
    "about.seconds": ("Mất (giây)", "Took (seconds)"),
    "about.seed": ("Hạt giống", "Seed"),
    "about.package": ("Phiên bản tiepnhan", "Version of tiepnhan"),
    "about.facts": ("Mô hình tự ghi", "The model's own record"),
}
