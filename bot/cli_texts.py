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
    "evaluate": (
        "Đo mô hình trên tin nhắn đã gán nhãn và viết kết quả ra thư mục.",
        "Measure a model on labelled messages and write what came of it into a folder.",
    ),
    "evaluate.tests": (
        "Tệp hoặc thư mục tin nhắn đã gán nhãn (Rasa NLU YAML, CSV, JSONL); nhiều tệp thì mỗi tệp là một bộ riêng.",
        "Files or folders of labelled messages (Rasa NLU YAML, CSV, JSONL); of several each is a set of its own.",
    ),
    "evaluate.json": ("In kết quả dạng JSON.", "Print the figures as JSON."),
    "evaluate.out": ("Thư mục chứa kết quả.", "Folder for the results."),
    "evaluate.cross_validation": (
        "Kiểm định chéo: huấn luyện rồi đo trên chính các tin nhắn này, không dùng mô hình có sẵn.",
        "Cross-validation: train and judge on these very messages; no trained model is used.",
    ),
    "evaluate.folds": ("Số phần của kiểm định chéo.", "Parts of the cross-validation."),
    "evaluate.calibration": (
        "Tin nhắn chỉnh độ tin cậy khi huấn luyện trong kiểm định chéo và đường học.",
        "Messages that set confidence where cross-validation and learning curve train.",
    ),
    "evaluate.percentage": (
        "Đường học: huấn luyện với chừng này phần trăm tin nhắn mẫu, ví dụ --percentage 10 30 60 100.",
        "Learning curve: train on so many percent of the messages, as in --percentage 10 30 60 100.",
    ),
    "evaluate.data": ("Tin nhắn mẫu cho đường học; mặc định data/nlu.", "Messages for the learning curve; data/nlu by default."),
    "evaluate.compare": (
        "Mô hình khác để so trên cùng các tin nhắn; có thể nêu nhiều cái.",
        "Other models to compare with on the same messages; several may be named.",
    ),
    "evaluate.fail_under": (
        "Thoát với mã 1 nếu chỉ số không đạt, ví dụ accuracy=0.95, at_once.recall=98%.",
        "Exit with 1 where a figure is not reached, as in accuracy=0.95, at_once.recall=98%.",
    ),
    "evaluate.fail_on_regression": (
        "Thoát với mã 1 nếu kém hơn kết quả trước (tệp evaluation.json).",
        "Exit with 1 where this is worse than an earlier evaluation.json.",
    ),
    "evaluate.cost_wrong": ("Giá của một câu trả lời sai.", "What a wrong answer costs you."),
    "evaluate.cost_handoff": ("Giá của một lần chuyển nhân viên không cần thiết.", "What a needless hand-off costs you."),
    "evaluate.cost_missed_urgent": ("Giá của một ca khẩn bị bỏ sót.", "What a missed urgent case costs you."),
    "evaluate.write_threshold": (
        "Ghi ngưỡng rẻ nhất vào nlu.threshold của triage.yml (cạnh domain.yml).",
        "Write the cheapest threshold to nlu.threshold of the triage.yml beside domain.yml.",
    ),
    "evaluate.no_slices": ("Không đo trên các cách gõ khác.", "Do not judge other spellings."),
    "evaluate.no_plot": ("Không vẽ hình.", "Draw no plots."),
    "evaluate.successes": ("Viết cả những tin nhắn đoán đúng.", "Write the messages that came out right too."),
    "evaluate.seed": ("Hạt giống của mọi phép lấy mẫu.", "Seed of everything that is drawn."),
    "workers": ("Số tiến trình; mặc định mỗi nhân một tiến trình.", "Processes; one per core by default."),
    "classify": (
        "Phân loại cả kho tin nhắn (CSV, JSONL) vào một tệp; dừng giữa chừng thì chạy lại sẽ làm tiếp.",
        "Classify an archive of messages (CSV, JSONL) into one file; stopped half-way, it goes on when called again.",
    ),
    "classify.files": (
        "Tệp CSV (có cột text) hoặc JSONL; nhiều tệp thì nối lại theo thứ tự.",
        "CSV files (with a column text) or JSONL; several are read one after another.",
    ),
    "classify.out": ("Tệp kết quả, .csv hoặc .jsonl.", "The file that is made, .csv or .jsonl."),
    "classify.now": (
        "Thời điểm hiện tại theo ISO 8601 cho tin nhắn không có cột at; mặc định là lúc bắt đầu chạy.",
        "The present as ISO 8601 for messages without a column `at`; the start of the first run by default.",
    ),
    "classify.overwrite": ("Làm lại từ đầu, bỏ kết quả cũ.", "Begin anew and drop what was made before."),
    "validate": (
        "Kiểm tra domain.yml, triage.yml và tin nhắn mẫu: trùng lặp, nhãn lạ, câu trả lời thiếu.",
        "Check domain.yml, triage.yml and messages: duplicates, unknown labels, missing responses.",
    ),
    "validate.tests": ("Thư mục tin nhắn kiểm tra; mặc định tests/nlu.", "Folder of held-out messages; tests/nlu by default."),
    "serve": (
        "Chạy máy chủ: khung chat trên web, bàn làm việc của nhân viên, API.",
        "Run the server: the web chat, the agents' desk, the API.",
    ),
    "serve.bind": ("Địa chỉ lắng nghe (mặc định 127.0.0.1).", "Address to listen on (127.0.0.1 by default)."),
    "serve.port": ("Cổng lắng nghe (mặc định 8000; 0 là cổng trống bất kỳ).", "Port to listen on (8000; 0 is any free one)."),
    "serve.chat": ("Khung chat:   {url}/", "Chat:   {url}/"),
    "serve.desk": ("Bàn làm việc: {url}/desk", "Desk:   {url}/desk"),
    "serve.setup": (
        "Tạo quản trị viên đầu tiên (liên kết dùng một lần, {minutes} phút): {url}",
        "Make the first administrator (link for one use, {minutes} minutes): {url}",
    ),
    "serve.demo": (
        "Bản dùng thử: {count} thông tin nhà vận hành trong domain.yml còn để trống.",
        "Demo: {count} facts of the operator in domain.yml are placeholders.",
    ),
    "serve.failed": (
        "Không lắng nghe được tại {bind}:{port}; có thể cổng đang được dùng.",
        "Cannot listen on {bind}:{port}; the port may be in use.",
    ),
    "agent": ("Người dùng bàn làm việc.", "People of the desk."),
    "agent.add": ("Thêm một người; mật khẩu được hỏi hai lần.", "Add a person; the password is asked for twice."),
    "agent.list": ("Liệt kê mọi người.", "List everybody."),
    "agent.disable": ("Khóa một người và đăng xuất ngay ở mọi nơi.", "Send a person away, logged out everywhere at once."),
    "agent.enable": ("Mở lại cho một người đã khóa.", "Let a person in again."),
    "agent.set_password": ("Đặt mật khẩu mới cho một người.", "Give a person a new password."),
    "agent.forget_code": (
        "Tắt xác thực hai bước cho người mất điện thoại.",
        "Turn two-step login off for a person who has lost the telephone.",
    ),
    "agent.login": ("Tên đăng nhập.", "User name."),
    "agent.name": ("Tên hiển thị cho khách và đồng nghiệp.", "Name that customers and colleagues see."),
    "agent.role": ("Vai trò: agent, lead hoặc admin.", "Role: agent, lead or admin."),
    "agent.stdin": ("Đọc mật khẩu từ một dòng của đầu vào chuẩn.", "Read the password from a line of standard input."),
    "agent.password": ("Mật khẩu: ", "Password: "),
    "agent.again": ("Nhập lại mật khẩu: ", "Password again: "),
    "agent.differ": ("hai lần nhập mật khẩu chưa giống nhau", "the two passwords differ"),
    "agent.wrong_login": (
        "{login!r} không dùng làm tên đăng nhập được: 3–80 ký tự a–z, 0–9, . _ - @ +",
        "{login!r} cannot be a user name: 3–80 characters a–z, 0–9, . _ - @ +",
    ),
    "agent.wrong_name": (
        "{name!r} không dùng làm tên hiển thị được: 2–30 ký tự, không trùng từ dành riêng",
        "{name!r} cannot be a display name: 2–30 characters, no reserved word",
    ),
    "agent.taken": ("tên {login!r} hoặc {name!r} đã có người dùng", "{login!r} or {name!r} is taken"),
    "agent.added": ("Đã thêm {name} ({login}, {role}).", "Added {name} ({login}, {role})."),
    "agent.nobody": ("Chưa có ai.", "There is nobody yet."),
    "agent.off": ("đã khóa", "disabled"),
    "agent.coded": ("hai bước", "two-step"),
    "agent.unknown": ("không có ai tên {login!r}", "there is nobody called {login!r}"),
    "agent.disabled": ("Đã khóa {name}.", "{name} is disabled."),
    "agent.enabled": ("Đã mở lại cho {name}.", "{name} is enabled."),
    "agent.password_set": ("Đã đặt mật khẩu mới cho {name}.", "{name} has a new password."),
    "agent.code_forgotten": ("Đã tắt xác thực hai bước cho {name}.", "Two-step login is off for {name}."),
    "stats": ("Thống kê của bàn làm việc, dạng JSON hoặc CSV.", "The desk's statistics as JSON or CSV."),
    "stats.from": ("Ngày đầu; mặc định là sáu ngày trước ngày cuối.", "First day; six days before the last by default."),
    "stats.to": ("Ngày cuối; mặc định là hôm nay.", "Last day; today by default."),
    "stats.csv": ("In CSV thay cho JSON.", "Print CSV instead of JSON."),
    "stats.agents": ("Kèm số liệu từng nhân viên.", "With the figures of single agents."),
    "stats.day": ("{written!r} không phải là ngày; viết như 2026-11-14", "{written!r} is no day; write 2026-11-14"),
    "stats.order": ("ngày đầu {first} đứng sau ngày cuối {last}", "the first day {first} is behind the last {last}"),
    "db": ("Phiên bản của cơ sở dữ liệu.", "The database's version."),
    "db.current": ("Cho biết cơ sở dữ liệu đang ở phiên bản nào.", "Tell which version the database is at."),
    "db.upgrade": (
        "Đưa cơ sở dữ liệu lên phiên bản mới nhất (hãy sao lưu trước).",
        "Bring the database to the newest version (make a backup first).",
    ),
    "db.sql": ("Chỉ in các câu lệnh SQL tạo cơ sở dữ liệu mới.", "Only print the SQL that makes a new database."),
    "db.at": ("Đang ở {found}, bản này cần {newest}.", "At {found}; this version needs {newest}."),
    "db.empty": ("trống", "empty"),
    "db.upgraded": ("{before} -> {after}", "{before} -> {after}"),
    "backup": (
        "Sao lưu cơ sở dữ liệu và ảnh chụp màn hình vào một tệp, ngay khi máy chủ đang chạy. Phục hồi được trên SQLite lẫn "
        "Postgres.",
        "Back up the database and the pictures into one file, while the server runs. Can be restored on SQLite and Postgres.",
    ),
    "backup.target": ("Thư mục (tên tệp theo giờ) hoặc tệp .tar.", "A folder (the file is named by the time) or a .tar file."),
    "backup.secrets": (
        "Kèm khóa bí mật của máy chủ: ai có tệp này có thể mạo danh khách, hãy cất nơi an toàn.",
        "Add the server's secret key: whoever has the file can pass for a visitor, so keep it safe.",
    ),
    "backup.made": (
        "{file}: {rows} dòng, {files} tệp, {size:.1f} MB",
        "{file}: {rows} rows, {files} files, {size:.1f} MB",
    ),
    "backup.lost": (
        "Chú ý: {count} tệp có tên trong cơ sở dữ liệu nhưng không còn trong kho.",
        "Mind: {count} files that the database names are not in the store of evidence.",
    ),
    "backup.without_key": (
        "Không kèm khóa bí mật: sau khi phục hồi ở máy khác mà không có khóa cũ, khách đang mở trang chat sẽ bắt đầu cuộc "
        "trò chuyện mới (thêm --with-secrets để kèm khóa).",
        "The secret key is not in it: restored elsewhere without the old key, visitors begin new conversations "
        "(--with-secrets adds it).",
    ),
    "backup.has_key": (
        "Có kèm khóa bí mật: hãy cất tệp này nơi an toàn.",
        "The secret key is in it: keep this file safe.",
    ),
    "backup.no_key": (
        "Không có {file}; khóa nằm trong TIEPNHAN_SECRET_KEY thì hãy tự lưu riêng.",
        "There is no {file}; where the key is in TIEPNHAN_SECRET_KEY, keep it yourself.",
    ),
    "restore": (
        "Phục hồi bản sao lưu vào một cơ sở dữ liệu còn trống (máy chủ phải tắt).",
        "Restore a backup into an empty database (the server must not run).",
    ),
    "restore.file": ("Tệp do tiepnhan backup tạo ra.", "A file that tiepnhan backup made."),
    "restore.done": (
        "Đã phục hồi bản sao lưu lúc {made}: {rows} dòng, {files} tệp; cơ sở dữ liệu ở {revision}.",
        "Restored the backup of {made}: {rows} rows, {files} files; the database is at {revision}.",
    ),
    "restore.differs": (
        "Chú ý: {name} khác với lúc sao lưu.",
        "Mind: {name} is not the one that was in use when the backup was made.",
    ),
    "privacy": ("Dữ liệu cá nhân: xuất, xóa, dọn theo hạn lưu.", "Personal data: export, erase, retention."),
    "privacy.channel": ("Kênh: web, telegram, zalo, …", "Channel: web, telegram, zalo, …"),
    "privacy.sender": (
        "Mã người gửi trên kênh đó; trên web là mã khách.",
        "The sender's id on that channel; on the web the visitor id.",
    ),
    "privacy.code": (
        "Hoặc mã hỗ trợ của một yêu cầu do người đó mở.",
        "Or the code of a case that the person opened.",
    ),
    "sweep": (
        "Xóa những gì đã quá hạn lưu trong triage.yml; máy chủ tự làm mỗi đêm.",
        "Remove what triage.yml's retention no longer keeps; the server does so every night.",
    ),
    "sweep.dry_run": ("Chỉ đếm, không xóa.", "Only count, remove nothing."),
    "sweep.done": ("Đã dọn: {total}.", "Removed: {total}."),
    "sweep.would": ("Sẽ dọn: {total}.", "Would remove: {total}."),
    "export": (
        "Xuất tất cả dữ liệu đang lưu về một người ra tệp ZIP.",
        "Write all that is kept about a person into a ZIP file.",
    ),
    "export.out": ("Tệp ZIP sẽ tạo.", "The ZIP file to write."),
    "export.done": (
        "{file}: {messages} tin nhắn, {cases} yêu cầu hỗ trợ, {files} tệp",
        "{file}: {messages} messages, {cases} cases, {files} files",
    ),
    "erase": (
        "Xóa vĩnh viễn dữ liệu của một người; chỉ giữ mã, loại và thời gian của yêu cầu hỗ trợ để thống kê.",
        "Erase a person for good; of cases only code, kind and times stay, for statistics.",
    ),
    "erase.yes": ("Xóa thật; không có thì chỉ cho biết sẽ xóa gì.", "Do it; without this it only tells what would go."),
    "erase.would": (
        "Sẽ xóa {rows} dòng và làm trống {cases} yêu cầu hỗ trợ. Thêm --yes để xóa.",
        "Would erase {rows} rows and empty {cases} cases. Add --yes to do it.",
    ),
    "erase.done": (
        "Đã xóa {rows} dòng, {files} tệp; {cases} yêu cầu hỗ trợ chỉ còn mã, loại và thời gian.",
        "Erased {rows} rows, {files} files; {cases} cases are left with code, kind and times only.",
    ),
    "erase.nothing": ("Không còn lưu gì về người này.", "Nothing is kept about this person."),
    "erase.outside": (
        "Đã chuyển sang {names} trước đó ({codes}): hãy xóa cả ở đó.",
        "Passed on to {names} before ({codes}): erase it there too.",
    ),
    "erase.backups": (
        "Các bản sao lưu cũ vẫn còn dữ liệu này cho đến khi bị xóa.",
        "Older backups still hold this data until they are thrown away.",
    ),
    "erase.busy": (
        "Tệp cơ sở dữ liệu đang bận nên chưa xóa hết dấu vết: hãy tắt máy chủ một lần, việc đó sẽ hoàn tất.",
        "The database file was too busy to remove the last traces: stop the server once, which does it.",
    ),
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
    "evaluate.figure": ("chỉ số", "figure"),
    "evaluate.messages": ("tin nhắn", "messages"),
    "evaluate.accuracy": ("đúng", "accuracy"),
    "evaluate.macro_f1": ("F1 trung bình", "macro F1"),
    "evaluate.top_3": ("trong 3 ý đầu", "top 3"),
    "evaluate.coverage": ("được nhận", "accepted"),
    "evaluate.accepted_right": ("đúng trong số nhận", "right when accepted"),
    "evaluate.calibration_error": ("sai số hiệu chỉnh", "calibration error"),
    "evaluate.slice": ("phần", "slice"),
    "evaluate.lost": ("mất", "lost"),
    "evaluate.watch": ("phải canh", "watched"),
    "evaluate.recall": ("không lọt", "did not slip through"),
    "evaluate.named": ("nêu đích danh", "named outright"),
    "evaluate.alarms": ("báo nhầm", "false alarms"),
    "evaluate.alike": ("báo nhầm ở câu dễ nhầm", "among look-alikes"),
    "evaluate.two": ("hai vấn đề", "two problems"),
    "evaluate.against": ("so với", "against"),
    "evaluate.difference": ("chênh lệch", "difference"),
    "evaluate.p": ("p", "p"),
    "evaluate.verdict": ("kết luận", "verdict"),
    "evaluate.verdict.better": ("tốt hơn", "better"),
    "evaluate.verdict.worse": ("kém hơn", "worse"),
    "evaluate.verdict.even": ("ngang nhau", "even"),
    "evaluate.per_intent": ("mỗi ý định", "per intent"),
    "evaluate.threshold": (
        "Ngưỡng {now}: giá trung bình một tin nhắn {cost:.3f}; rẻ nhất là ngưỡng {best:g}: {least:.3f}.",
        "Threshold {now}: a message costs {cost:.3f} on average; the cheapest is {best:g}: {least:.3f}.",
    ),
    "evaluate.threshold.few": (
        "cần ít nhất {least} tin nhắn để chọn ngưỡng; triage.yml không đổi",
        "a threshold is chosen by at least {least} messages; triage.yml stays as it is",
    ),
    "evaluate.threshold.written": ("Đã ghi nlu.threshold: {value:g} vào {file}", "Wrote nlu.threshold: {value:g} to {file}"),
    "evaluate.latency": (
        "Một tin nhắn mất {p50:.2f} ms (p50), {p95:.2f} ms (p95), {p99:.2f} ms (p99).",
        "A message takes {p50:.2f} ms (p50), {p95:.2f} ms (p95), {p99:.2f} ms (p99).",
    ),
    "evaluate.written": ("Kết quả nằm trong {folder}", "The results are in {folder}"),
    "evaluate.gate": ("{key} là {found}, phải {sign} {needed:g}", "{key} is {found}, but must be {sign} {needed:g}"),
    "evaluate.regression": ("kém hơn lần trước: {reason}", "worse than before: {reason}"),
    "evaluate.folds.few": ("--folds phải từ 2 trở lên, không phải {value}", "--folds takes 2 or more, not {value}"),
    "evaluate.folds.data": (
        "không đủ tin nhắn cho {folds} phần: cần ít nhất {folds} tin nhắn của hai ý định",
        "too few messages for {folds} folds: at least {folds} messages of two intents are needed",
    ),
    "evaluate.compare.crossed": (
        "--compare không đi cùng --cross-validation: mô hình kia có thể đã học chính các tin nhắn này",
        "--compare does not go with --cross-validation: the other model may have learnt these very messages",
    ),
    "evaluate.model.crossed": (
        "--model không đi cùng --cross-validation: mô hình được huấn luyện lại từ các tin nhắn này",
        "--model does not go with --cross-validation: models are trained from these very messages",
    ),
    "evaluate.step.judging": ("đo", "judging"),
    "evaluate.step.slices": ("các cách gõ khác", "other spellings"),
    "evaluate.step.comparing": ("so với", "comparing"),
    "evaluate.step.curve": ("đường học", "learning curve"),
    "evaluate.step.folds": ("kiểm định chéo", "cross-validation"),
    "evaluate.step.figures": ("tính và viết", "figures and files"),
    "evaluate.unknown": (
        "mô hình không biết các nhãn này, nên chúng luôn bị tính sai: {labels}",
        "the model does not know these labels, so they always count as wrong: {labels}",
    ),
    "classify.step": ("phân loại", "classifying"),
    "classify.kind": ("tệp kết quả phải là .csv hoặc .jsonl", "the file to make must be .csv or .jsonl"),
    "classify.done": (
        "{rows} tin nhắn -> {out}; {bad} dòng hỏng{where}",
        "{rows} messages -> {out}; {bad} rows could not be read{where}",
    ),
    "classify.resumed": ("Làm tiếp từ tin nhắn thứ {rows}.", "Going on behind message {rows}."),
    "validate.good": ("Không có gì phải sửa.", "Nothing to mend."),
    "validate.found": ("{count} điều cần xem", "{count} findings"),
}

TEXTS: dict[Lang, dict[str, str]] = {
    "vi": {name: pair[0] for name, pair in _PAIRS.items()},
    "en": {name: pair[1] for name, pair in _PAIRS.items()},
}
"""Text by language and name."""
