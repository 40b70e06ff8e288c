// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "recall/store/store_thread.h"
#include "tests/support/test_library.h"

#include <QTest>

#include <atomic>
#include <future>
#include <thread>

using namespace detent;
using namespace detent::recall;
using namespace detent::test;
namespace fs = std::filesystem;

class TestStoreThread : public QObject {
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void jobsRunInTheOrderOfPosting();
    void postingDoesNotWaitForTheJob();
    void whatWasPostedIsDoneBeforeItEnds();
    void aJobMayPostAnother();
    void manyThreadsMayPostAndCall();
    void allJobsRunOnOneThreadThatIsNotTheCallers();
    void aLibraryThatCannotBeOpenedSaysWhy();

private:
    std::unique_ptr<StoreThread> start() {
        return must(StoreThread::start(
            file(), [] { return UtcMs{1'800'000'000'000}; }, 1));
    }
    fs::path file() const { return fs::path(m_folder->path().toStdString()) / "library.detent"; }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestStoreThread::jobsRunInTheOrderOfPosting() {
    auto thread = start();
    std::vector<int> order;
    for (int i = 0; i < 100; ++i) thread->post([&order, i](Store&) { order.push_back(i); });
    thread->call([&](Store&) { order.push_back(100); });
    QCOMPARE(order.size(), 101U);
    QVERIFY(std::is_sorted(order.begin(), order.end()));
}

void TestStoreThread::postingDoesNotWaitForTheJob() {
    auto thread = start();
    std::promise<void> go;
    std::atomic<bool> done = false;
    thread->post([&, waiting = go.get_future().share()](Store&) {
        waiting.wait();
        done = true;
    });
    QVERIFY(!done);  // it cannot be done before `go`
    go.set_value();
    thread->call([](Store&) {});
    QVERIFY(done);
}

void TestStoreThread::whatWasPostedIsDoneBeforeItEnds() {
    {
        auto thread = start();
        for (int i = 0; i < 20; ++i)
            thread->post([i](Store& store) { must(store.addSession("S" + std::to_string(i), "", "")); });
    }
    auto again = start();
    again->call([](Store& store) { QCOMPARE(must(store.sessions()).size(), 20U); });
}

void TestStoreThread::aJobMayPostAnother() {
    std::atomic<int> done = 0;
    {
        auto thread = start();
        thread->post([&, raw = thread.get()](Store&) { raw->post([&](Store&) { ++done; }); });
    }
    QCOMPARE(done.load(), 1);
}

void TestStoreThread::manyThreadsMayPostAndCall() {
    auto thread = start();
    std::vector<std::thread> callers;
    for (int t = 0; t < 4; ++t)
        callers.emplace_back([&, t] {
            for (int i = 0; i < 10; ++i) {
                const std::string name = std::to_string(t) + "." + std::to_string(i);
                thread->post([name](Store& store) { must(store.setSetting(name, "posted")); });
                std::string read;
                thread->call([&](Store& store) { read = must(store.setting(name)); });
                if (read != "posted") qFatal("a call overtook the post before it");
            }
        });
    for (auto& caller : callers) caller.join();
}

void TestStoreThread::allJobsRunOnOneThreadThatIsNotTheCallers() {
    auto thread = start();
    std::thread::id first, second;
    thread->call([&](Store&) { first = std::this_thread::get_id(); });
    thread->call([&](Store&) { second = std::this_thread::get_id(); });
    QVERIFY(first == second);
    QVERIFY(first != std::this_thread::get_id());
}

void TestStoreThread::aLibraryThatCannotBeOpenedSaysWhy() {
    const fs::path folder = m_folder->path().toStdString();
    const auto started = StoreThread::start(
        folder, [] { return UtcMs{1}; }, 1);
    QCOMPARE(problemText(started), folder.string() + " is a folder, not a library; name a file in it");
}

QTEST_GUILESS_MAIN(TestStoreThread)
#include "tst_store_thread.moc"
