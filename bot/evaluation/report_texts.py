"""What a report says, in Vietnamese and English: the verdict and the headline here, the details beside it; texts only."""

from __future__ import annotations

from typing import Literal

from bot.evaluation.report_texts_details import DETAILS
from bot.evaluation.report_texts_trust import TRUST

Lang = Literal["vi", "en"]

_PAIRS: dict[str, tuple[str, str]] = {
    "cli.written": ("Báo cáo để đọc: {file}", "The report to read: {file}"),
    "title": ("Báo cáo đánh giá mô hình", "Evaluation of the model"),
    "crossed": ("kiểm định chéo, {folds} phần", "cross-validation, {folds} parts"),
    "lead": (
        "{model} · {messages} tin nhắn, {intents} ý định · {made}",
        "{model} · {messages} messages, {intents} intents · {made}",
    ),
    "skip": ("Đến nội dung", "Skip to the report"),
    "contents": ("Nội dung", "Contents"),
    "filter": ("Lọc tin nhắn", "Filter messages"),
    "sort": ("Sắp xếp theo cột này", "Sort by this column"),
    "more": ("Còn {count} dòng nữa trong {file}.", "{count} more in {file}."),
    "none": ("Không có.", "None."),
    "numbers": ("Số liệu của hình", "The figures behind the drawing"),
    "verdict": ("Có thể dùng được?", "Can it be used?"),
    "verdict.yes": ("Được: mô hình đạt mọi mức đã đặt.", "Yes: the model reaches everything that was asked for."),
    "verdict.care": ("Được, nhưng phải để ý những điểm dưới đây.", "Yes, but mind the points below."),
    "verdict.no": ("Chưa: phải sửa những điểm dưới đây trước.", "Not yet: mend the points below first."),
    "verdict.unknown": (
        "Chưa biết: còn quá ít tin nhắn để kết luận.",
        "It cannot be told: there are too few messages.",
    ),
    "verdict.explained": (
        "Kết luận theo quy tắc cố định, lấy điểm xấu nhất; mỗi điểm dẫn đến phần trình bày nó.",
        "By fixed rules; the worst point decides, and each links to the part that shows it.",
    ),
    "level.no": ("phải sửa", "must be mended"),
    "level.unknown": ("chưa biết", "cannot be told"),
    "level.care": ("để ý", "mind this"),
    "level.yes": ("tốt", "good"),
    "reason.few": (
        "Chỉ có {count} tin nhắn; dưới {least} tin thì kết quả nào cũng có thể do may rủi.",
        "There are only {count} messages; below {least} any figure may be chance.",
    ),
    "reason.gate": (
        "{what}: {found}, phải {needed} (đo trên {count}).",
        "{what}: {found}, must be {needed} (over {count}).",
    ),
    "reason.gate.few": (
        "{what}: {found}, đạt mức {needed}, nhưng mới đo trên {count}; hãy thêm tin nhắn loại này.",
        "{what}: {found}, which passes {needed}, but over {count} only; add such messages.",
    ),
    "reason.gate.passed": (
        "{what}: {found}, đạt mức {needed} (đo trên {count}).",
        "{what}: {found}, passes {needed} (over {count}).",
    ),
    "reason.gate.untried": (
        "{what}: chưa đo được, vì không có tin nhắn nào được gán nhãn như thế.",
        "{what}: not measured, since no message is labelled so.",
    ),
    "reason.nothing": (
        "Mô hình không chắc về tin nhắn nào cả: mọi khách đều bị hỏi lại hoặc chuyển nhân viên.",
        "The model is sure of no message at all: every customer is asked again or handed over.",
    ),
    "reason.right.no": (
        "Khi bot tự tin, nó chỉ đúng {right}: cứ 100 câu nó tự trả lời thì {wrong} câu sai.",
        "When the bot is sure it is right in {right} only: of 100 answers it gives by itself, {wrong} are wrong.",
    ),
    "reason.right.care": (
        "Khi bot tự tin, nó đúng {right} (nên từ {good}): cứ 100 câu nó tự trả lời thì {wrong} câu sai.",
        "When the bot is sure it is right in {right} (aim: "
        "{good}): of 100 answers it gives by itself, {wrong} are wrong.",
    ),
    "reason.right.yes": ("Khi bot tự tin, nó đúng {right}.", "When the bot is sure it is right in {right}."),
    "reason.share.care": (
        "Bot tự tin ở {share} tin nhắn (nên từ {good}); {rest} còn lại bị hỏi lại hoặc chuyển nhân viên.",
        "The bot is sure of {share} of the messages (aim: {good}); the other {rest} are asked about or handed over.",
    ),
    "reason.share.yes": (
        "Bot tự tin ở {share} tin nhắn; {rest} còn lại được hỏi lại hoặc chuyển nhân viên.",
        "The bot is sure of {share} of the messages; the other {rest} are asked about or handed over.",
    ),
    "reason.calibration": (
        "Độ tự tin chưa đáng tin (sai số {error}): ngưỡng chọn theo nó có thể lệch.",
        "Its confidence cannot be relied on (error {error}): a threshold that goes by it may be off.",
    ),
    "reason.slice": (
        "Tin nhắn «{part}»: đúng {accuracy}, kém {lost} điểm.",
        "Messages “{part}”: {accuracy} right, {lost} points worse.",
    ),
    "reason.baseline.worse": (
        "Kém hơn lần trước ({name}): {points} điểm.",
        "Worse than before ({name}): {points} points.",
    ),
    "reason.baseline.even": ("Ngang lần trước ({name}): {points} điểm.", "Even with before ({name}): {points} points."),
    "reason.baseline.better": (
        "Tốt hơn lần trước ({name}): {points} điểm.",
        "Better than before ({name}): {points} points.",
    ),
    "reason.other": ("Mô hình {name} tốt hơn: {points} điểm.", "The model {name} is better: {points} points."),
    "steps": ("Nên làm gì trước", "What to do first"),
    "step.missed": (
        "Đọc {count} tin nhắn khẩn hoặc có bí mật đã bị lọt, viết thêm tin mẫu giống vậy.",
        "Read the {count} urgent or secret messages that slipped through, and write more like them.",
    ),
    "step.suspects": (
        "Xem lại {count} nhãn có thể sai: sửa nhãn rẻ hơn mọi cách khác.",
        "Look through {count} labels that may be wrong: nothing is cheaper to mend.",
    ),
    "step.near": (
        "Thống nhất nhãn cho {count} nhóm tin gần giống nhau mà nhãn khác nhau.",
        "Agree on the labels of {count} groups of nearly the same messages that differ in label.",
    ),
    "step.confusion": (
        "Viết thêm tin mẫu phân biệt {truth} với {guess} ({count} tin bị nhầm).",
        "Write messages that tell {truth} from {guess} ({count} were confused).",
    ),
    "step.intents": (
        "Viết thêm tin mẫu cho {names}: chưa nhận ra được 8 trên 10 tin.",
        "Write more messages for {names}: fewer than 8 in 10 are found.",
    ),
    "step.threshold": (
        "Đổi ngưỡng từ {now} sang {best} (chạy lại với --write-threshold, nhớ nêu giá của chính mình).",
        "Move the threshold from {now} to {best} (run again with --write-threshold, stating your own costs).",
    ),
    "step.more": (
        "Viết thêm tin mẫu: đường học vẫn đang đi lên.",
        "Write more messages: the learning curve still rises.",
    ),
    "gate.secrets.recall": ("Bí mật được che", "Secrets covered"),
    "gate.at_once.recall": ("Ca khẩn không bị lọt", "Urgent cases that did not slip through"),
    "gate.accuracy": ("Đoán đúng", "Right"),
    "gate.coverage": ("Bot tự tin", "Sure"),
    "gate.accepted_right": ("Đúng khi tự tin", "Right when sure"),
    "headline": ("Những con số chính", "The figures that decide"),
    "headline.explained": (
        "Khoảng 95 %: nếu đo lại trên tin nhắn khác cùng loại, con số thật nhiều khả năng nằm trong khoảng này.",
        "The 95 % interval: measured on other messages of the kind, the true figure most probably lies in it.",
    ),
    "column.figure": ("Chỉ số", "Figure"),
    "column.value": ("Kết quả", "Result"),
    "column.interval": ("Khoảng 95 %", "95 % interval"),
    "column.meaning": ("Nghĩa là", "What it means"),
    "column.messages": ("Tin nhắn", "Messages"),
    "accuracy": ("Đoán đúng", "Right"),
    "accuracy.meaning": (
        "ý định đoán đầu tiên là đúng, dù bot có tự tin hay không",
        "the first guess is right, whether the bot is sure or not",
    ),
    "accepted_right": ("Đúng khi tự tin", "Right when sure"),
    "accepted_right.meaning": (
        "trong những tin bot dám tự trả lời, bao nhiêu là đúng",
        "of the messages that the bot dares to answer, how many are right",
    ),
    "coverage": ("Bot tự tin", "Sure"),
    "coverage.meaning": (
        "tỷ lệ tin vượt ngưỡng {threshold}; còn lại được hỏi lại hoặc chuyển nhân viên",
        "share over the threshold {threshold}; the rest are asked about or handed over",
    ),
    "top_3": ("Nằm trong 3 ý đầu", "Among the first 3"),
    "top_3.meaning": (
        "khi bot hỏi lại bằng ba nút, khách thấy đúng ý mình",
        "when the bot asks with three buttons, the right one is there",
    ),
    "macro_f1": ("F1 trung bình", "Macro F1"),
    "macro_f1.meaning": (
        "đúng và đủ, mỗi ý định tính như nhau dù nhiều hay ít tin",
        "precision and recall, each intent counting the same however rare",
    ),
    "weighted_f1": ("F1 theo số tin", "Weighted F1"),
    "weighted_f1.meaning": ("như trên, ý định nhiều tin tính nặng hơn", "the same, frequent intents counting more"),
    "calibration_error": ("Sai số độ tự tin", "Calibration error"),
    "calibration_error.meaning": (
        "độ tự tin lệch thực tế bao nhiêu; càng gần 0 càng tốt",
        "how far confidence is from what happens; the nearer to 0 the better",
    ),
    "sets": ("Theo từng bộ tin nhắn", "By set of messages"),
    "column.set": ("Bộ", "Set"),
}


def _texts(at: int) -> dict[str, str]:
    """One language's texts; a percent sign never starts a line."""
    return {name: pair[at].replace(" %", "\u00a0%") for name, pair in (_PAIRS | DETAILS | TRUST).items()}


TEXTS: dict[Lang, dict[str, str]] = {"vi": _texts(0), "en": _texts(1)}
"""Text by language and name."""
