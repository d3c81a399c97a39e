"""What `tiepnhan` says of itself, in Vietnamese and English; texts only."""

from __future__ import annotations

from typing import Literal

Lang = Literal["vi", "en"]

_PAIRS: dict[str, tuple[str, str]] = {
    "app": (
        "Tiếp Nhận: trợ lý tiếp nhận yêu cầu hỗ trợ, hiểu tiếng Việt như người ta thật sự gõ.",
        "Tiếp Nhận: support triage for Vietnamese as people really type it.",
    ),
    "lang": ("Ngôn ngữ của trợ giúp và thông báo: vi hoặc en.", "Language of help and messages: vi or en."),
    "train": (
        "Huấn luyện mô hình từ một thư mục tin nhắn mẫu (Rasa NLU YAML).",
        "Train a model from a folder of messages (Rasa NLU YAML).",
    ),
    "train.data": ("Thư mục tin nhắn mẫu; mặc định data/nlu.", "Folder of messages; data/nlu by default."),
    "train.calibration": (
        "Tin nhắn để chỉnh độ tin cậy và ngưỡng, không dùng để học; mặc định là thư mục calibration cạnh data/nlu.",
        "Messages that set confidence and threshold and stay out of training; by default calibration beside data/nlu.",
    ),
    "train.model": ("Thư mục sẽ chứa mô hình.", "Folder that the model goes to."),
    "domain": (
        "Tệp domain.yml (triage.yml nằm cạnh nó); mặc định là của dự án, nếu không có thì bản đi kèm.",
        "The domain.yml (triage.yml beside it); the project's own by default, else the one that is shipped.",
    ),
    "model": (
        "Thư mục mô hình; mặc định models/default, nếu không có thì mô hình đi kèm.",
        "Model folder; models/default, else the model that is shipped.",
    ),
    "now": (
        "Thời điểm hiện tại theo ISO 8601 (không có múi giờ thì hiểu là giờ Việt Nam); mặc định là đồng hồ máy.",
        "The present as ISO 8601 (Viet Nam time where no zone is given); the clock by default.",
    ),
    "parse": (
        "Đọc mỗi dòng một tin nhắn từ stdin, in mỗi dòng một JSON ra stdout.",
        "Read one message per line from stdin, print one JSON per line to stdout.",
    ),
    "evaluate": ("Đo mô hình trên các tệp tin nhắn kiểm tra.", "Measure a model on files of test messages."),
    "evaluate.tests": (
        "Tệp hoặc thư mục Rasa NLU YAML; nhiều tệp thì mỗi tệp là một bộ riêng.",
        "Rasa NLU YAML files or folders; of several each is a set of its own.",
    ),
    "evaluate.json": ("In kết quả dạng JSON.", "Print the figures as JSON."),
    "validate": (
        "Kiểm tra domain.yml, triage.yml và tin nhắn mẫu: trùng lặp, nhãn lạ, câu trả lời thiếu.",
        "Check domain.yml, triage.yml and messages: duplicates, unknown labels, missing responses.",
    ),
    "validate.tests": ("Thư mục tin nhắn kiểm tra; mặc định tests/nlu.", "Folder of held-out messages; tests/nlu by default."),
    "chat": ("Trò chuyện với trợ lý ngay trong terminal.", "Talk to the assistant in the terminal."),
    "chat.json": ("In mỗi lượt một JSON.", "Print one JSON object per turn."),
    "chat.help": (
        "Cứ nhắn như khách. Số = bấm nút · /image TỆP [lời nhắn] = gửi ảnh · /why = vì sao · /wait 31m = cho thời gian trôi · "
        "/agent take|reply|ask|back|resolve = đóng vai nhân viên · /quit = thoát",
        "Write as a customer would. Number = press a button · /image FILE [words] = send a picture · /why = the reasons · "
        "/wait 31m = let time pass · /agent take|reply|ask|back|resolve = play the agent · /quit = leave",
    ),
    "chat.demo": (
        "Bản thử: {count} thông tin của nhà vận hành trong domain.yml còn để trống.",
        "Demo: {count} operator facts in domain.yml are still placeholders.",
    ),
    "chat.no_file": ("Không có tệp {name}", "There is no file {name}"),
    "chat.wait": ("Viết như: /wait 31m, /wait 2h, /wait 1d 3h", "Write it as: /wait 31m, /wait 2h, /wait 1d 3h"),
    "chat.nothing": ("({now}, không có gì xảy ra)", "({now}, nothing happened)"),
    "chat.agent": (
        "Viết như: /agent take, /agent reply LỜI NHẮN, /agent ask username, /agent back, /agent resolve",
        "Write it as: /agent take, /agent reply WORDS, /agent ask username, /agent back, /agent resolve",
    ),
    "chat.slot": ("Không có mục này trong domain.yml", "domain.yml has no such slot"),
    "chat.no_case": ("Chưa có hồ sơ nào ở chỗ nhân viên", "No case is with an agent"),
    "chat.to_agent": ("Nhân viên nhận được", "What the agent gets"),
    "test": (
        "Chạy thử các kịch bản hội thoại và báo chỗ nào khác với kịch bản.",
        "Play written conversations and tell where they go another way.",
    ),
    "test.files": (
        "Tệp hoặc thư mục kịch bản (YAML như test stories của Rasa).",
        "Files or folders of conversations (YAML as Rasa's test stories).",
    ),
    "test.show": ("In cả cuộc trò chuyện.", "Print the conversations too."),
    "test.place": ("«{story}», bước {step}", "\"{story}\", step {step}"),
    "test.expected": ("phải là", "expected"),
    "test.got": ("lại là", "got"),
    "test.understood": ("đã hiểu", "understood"),
    "test.because": ("vì", "because"),
    "test.passed": ("{count} kịch bản, tất cả đều đúng.", "Conversations: {count}, all as written."),
    "test.failed": ("{count} kịch bản, {failed} không đúng.", "Conversations: {count}, failed: {failed}."),
    "version": ("In phiên bản.", "Print the version."),
    "parse.not_utf8": ("dòng {line} không phải UTF-8, bỏ qua", "line {line} is not UTF-8 and is skipped"),
    "parse.now": (
        "--now phải là ISO 8601, ví dụ 2026-11-14T20:00:00+07:00, không phải {value!r}",
        "--now takes ISO 8601, such as 2026-11-14T20:00:00+07:00, not {value!r}",
    ),
    "train.done": (
        "Đã huấn luyện: {messages} tin nhắn, {intents} ý định -> {folder}",
        "Trained: {messages} messages, {intents} intents -> {folder}",
    ),
    "train.figures": (
        "Trên phần giữ lại khi huấn luyện: đúng {accuracy:.1%}; ngưỡng {threshold} nhận {accepted:.1%}, trong đó đúng "
        "{accepted_right:.1%}; sai số hiệu chỉnh {error:.3f}",
        "On held-out parts of the training data: {accuracy:.1%} right; the threshold {threshold} accepts {accepted:.1%}, "
        "of which {accepted_right:.1%} are right; calibration error {error:.3f}",
    ),
    "train.step.reading": ("đọc tin nhắn", "reading messages"),
    "train.step.fitting": ("học", "fitting"),
    "train.step.saved": ("đã lưu", "saved"),
    "evaluate.set": ("bộ", "set"),
    "evaluate.messages": ("tin nhắn", "messages"),
    "evaluate.accuracy": ("đúng", "accuracy"),
    "evaluate.macro_f1": ("F1 trung bình", "macro F1"),
    "evaluate.below": ("dưới ngưỡng", "below threshold"),
    "evaluate.accepted_right": ("đúng trong số nhận", "right when accepted"),
    "evaluate.empty": ("không có tin nhắn nào trong {file}", "there are no messages in {file}"),
    "evaluate.unknown": (
        "mô hình không biết các nhãn này, nên chúng luôn bị tính sai: {labels}",
        "the model does not know these labels, so they always count as wrong: {labels}",
    ),
    "validate.good": ("Không có gì phải sửa.", "Nothing to mend."),
    "validate.found": ("{count} điều cần xem", "{count} findings"),
}

TEXTS: dict[Lang, dict[str, str]] = {
    "vi": {name: pair[0] for name, pair in _PAIRS.items()},
    "en": {name: pair[1] for name, pair in _PAIRS.items()},
}
"""Text by language and name."""
