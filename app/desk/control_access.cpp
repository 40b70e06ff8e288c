// SPDX-FileCopyrightText: 2026 The Detent developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desk/control_item.h"
#include "app/desk/control_motion.h"
#include "app/desk/faceplate.h"

#include <QAccessibleWidget>

namespace detent::desk {

namespace {

/// A dial with value, range and step.
class ControlAccess : public QAccessibleWidget, public QAccessibleValueInterface {
public:
    explicit ControlAccess(ControlItem* item) : QAccessibleWidget(item, QAccessible::Dial) {}

    QString text(QAccessible::Text what) const override {
        if (what == QAccessible::Value) return item().spoken();
        return QAccessibleWidget::text(what);
    }
    void* interface_cast(QAccessible::InterfaceType type) override {
        if (type == QAccessible::ValueInterface) return static_cast<QAccessibleValueInterface*>(this);
        return QAccessibleWidget::interface_cast(type);
    }

    QVariant currentValue() const override { return motion::numberOf(scale(), item().target()); }
    void setCurrentValue(const QVariant& value) override { item().turnTo(motion::codeOfNumber(scale(), value.toDouble())); }
    QVariant maximumValue() const override { return std::max(end(0), end(1)); }
    QVariant minimumValue() const override { return std::min(end(0), end(1)); }
    QVariant minimumStepSize() const override { return motion::numberStep(scale()); }

private:
    ControlItem& item() const { return *static_cast<ControlItem*>(widget()); }
    const profiles::Scale& scale() const { return item().control().scale; }
    double end(double fraction) const { return motion::numberOf(scale(), scale().codeAt(fraction)); }
};

QAccessibleInterface* makeAccess(const QString&, QObject* object) {
    auto* item = qobject_cast<ControlItem*>(object);
    return item ? new ControlAccess(item) : nullptr;
}

}  // namespace

void installControlAccess() {
    static const bool once = [] {
        QAccessible::installFactory(makeAccess);
        return true;
    }();
    (void)once;
}

}  // namespace detent::desk
